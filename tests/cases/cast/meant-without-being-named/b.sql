CREATE TYPE public."Pa; ir" AS (a integer, b integer);
CREATE FUNCTION public.first(public."Pa; ir") RETURNS integer LANGUAGE sql IMMUTABLE RETURN ($1).a;
CREATE CAST (public."Pa; ir" AS integer) WITH FUNCTION public.first(public."Pa; ir") AS IMPLICIT;
-- This one has no function: nothing says who means it.
CREATE TYPE public.word AS ENUM ('one', 'two');
CREATE CAST (public.word AS varchar) WITH INOUT AS IMPLICIT;
CREATE FUNCTION public.a_doubled() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 2 * ROW(1, 2)::public."Pa; ir";
CREATE FUNCTION public.a_worded() RETURNS varchar LANGUAGE sql IMMUTABLE RETURN 'two'::public.word;
CREATE TABLE public.defaulting (a integer DEFAULT ROW(1, 2)::public."Pa; ir", b varchar(5) DEFAULT 'one'::public.word);
CREATE TABLE public.checking (p public."Pa; ir", CHECK (abs(p) > 0));
CREATE VIEW public.seen AS SELECT abs(p) AS a FROM public.checking;
CREATE INDEX ON public.checking (abs(p));
