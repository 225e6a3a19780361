CREATE TYPE public.e AS ENUM ('x', 'y', 'z');
CREATE TYPE public.span AS RANGE (subtype = bigint);
CREATE TABLE public.t (id integer, e public.e DEFAULT 'x', s public.span);
CREATE TABLE public.inh (e public.e DEFAULT 'y', s public.span) INHERITS (public.t);
CREATE VIEW public.v AS SELECT e FROM public.inh WHERE e = 'x';
