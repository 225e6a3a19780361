CREATE TYPE public.one AS (id integer, name text);
CREATE TYPE public.other AS (id bigint, name text COLLATE "C", more jsonb);
CREATE TABLE public.t OF public.one (PRIMARY KEY (id));
CREATE TABLE public.gone_with OF public.one;
CREATE VIEW public.v AS SELECT name FROM public.t;
