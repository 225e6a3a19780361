CREATE TYPE public.person AS (name text, age integer);
CREATE TABLE public.t OF public.person (PRIMARY KEY (name), age WITH OPTIONS DEFAULT 5);
CREATE TABLE public.u OF public.person;
CREATE VIEW public.v AS SELECT name, age FROM public.t;
COMMENT ON VIEW public.v IS 'v';
CREATE INDEX i ON public.t (age);
