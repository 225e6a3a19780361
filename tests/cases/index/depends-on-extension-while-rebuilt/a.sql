CREATE TABLE public.t (id integer, a text);
CREATE INDEX i ON public.t (a);
CREATE INDEX j ON public.t (id);
ALTER INDEX i DEPENDS ON EXTENSION plpgsql;
ALTER INDEX j DEPENDS ON EXTENSION plpgsql;
CREATE TYPE public.e AS ENUM ('x', 'y');
CREATE TABLE public.of_enum (a public.e);
CREATE INDEX k ON public.of_enum (a);
ALTER INDEX k DEPENDS ON EXTENSION plpgsql;
