CREATE VIEW public.x AS SELECT 1 AS id;
CREATE SEQUENCE public.y;
CREATE TABLE public.t (id integer CONSTRAINT w UNIQUE, z integer);
CREATE INDEX z ON public.t (id);
CREATE TABLE public.u (id integer);
