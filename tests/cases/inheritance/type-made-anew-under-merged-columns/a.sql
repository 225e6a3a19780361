CREATE TYPE public.e AS ENUM ('y', 'x');
CREATE TYPE public.span AS RANGE (subtype = integer);
CREATE TABLE public.t (id integer, e public.e DEFAULT 'x', s public.span);
CREATE TABLE public.inh (e public.e DEFAULT 'y', s public.span) INHERITS (public.t);
CREATE VIEW public.v AS SELECT e FROM public.inh WHERE e = 'x';
