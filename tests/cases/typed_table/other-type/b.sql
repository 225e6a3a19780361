-- A table goes from type to type; a type goes, and its other table stays.
CREATE TYPE public.other AS (id bigint, name text COLLATE "C", more jsonb);
CREATE TYPE public.third AS (id integer, name text);
CREATE TABLE public.t OF public.other (PRIMARY KEY (id));
CREATE TABLE public.gone_with OF public.third;
CREATE VIEW public.v AS SELECT name FROM public.t;
