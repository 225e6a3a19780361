-- Each attribute goes to the one of its name, wherever rows of the type are: in arrays, domains and other types.
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE TYPE public."Po int" AS ("Y's" text, feels public.mood, x bigint, added date);
CREATE TYPE public.line AS (start public."Po int", ends public."Po int"[], len numeric);
CREATE DOMAIN public.way AS public."Po int"[] CHECK (cardinality(VALUE) < 10);
CREATE TABLE public.t (id integer PRIMARY KEY, p public."Po int", ps public."Po int"[] DEFAULT '{}', l public.line, w public.way);
CREATE TABLE public.u (l public.line[]);
CREATE VIEW public.v AS SELECT id, (p).x FROM public.t;
CREATE INDEX i ON public.t (((p).x));
CREATE FUNCTION public.f(p public."Po int") RETURNS integer LANGUAGE sql AS 'SELECT p.x::integer';
