CREATE TYPE public.person AS (id integer, born text, size integer);
CREATE TABLE public.t OF public.person (PRIMARY KEY (id));
CREATE TABLE public.u OF public.person;
CREATE VIEW public.v AS SELECT born FROM public.t;
