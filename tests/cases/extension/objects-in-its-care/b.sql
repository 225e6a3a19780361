CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.t (a int);
CREATE INDEX i ON public.t (a);
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION f();
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.t;
ALTER FUNCTION public.f() DEPENDS ON EXTENSION plpgsql;
ALTER INDEX public.i DEPENDS ON EXTENSION plpgsql;
ALTER TRIGGER tr ON public.t DEPENDS ON EXTENSION plpgsql;
ALTER MATERIALIZED VIEW public.m DEPENDS ON EXTENSION plpgsql;
CREATE FUNCTION public.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
ALTER FUNCTION public.g() DEPENDS ON EXTENSION plpgsql;

CREATE AGGREGATE public.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE AGGREGATE public.counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE FUNCTION public.kept(float8[], float8) RETURNS float8[] LANGUAGE sql RETURN $1 || $2;
CREATE AGGREGATE public.middle(ORDER BY float8) (SFUNC = public.kept, STYPE = float8[]);
ALTER ROUTINE public.total(int) DEPENDS ON EXTENSION plpgsql;
ALTER ROUTINE public.counted() DEPENDS ON EXTENSION plpgsql;
ALTER ROUTINE public.middle(float8) DEPENDS ON EXTENSION plpgsql;

CREATE TABLE keyed (id int CONSTRAINT "key; of it" PRIMARY KEY, n int UNIQUE, m bigint CONSTRAINT replaced UNIQUE);
ALTER INDEX keyed_n_key DEPENDS ON EXTENSION plpgsql;
ALTER INDEX replaced DEPENDS ON EXTENSION plpgsql;
