CREATE TABLE public.x (id integer);
CREATE VIEW public.y AS SELECT 1 AS id;
CREATE SEQUENCE public.z;
CREATE TABLE public.t (id integer);
CREATE INDEX w ON public.t (id);
CREATE TYPE public.u AS (id integer);
