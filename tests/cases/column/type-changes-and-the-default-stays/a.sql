CREATE TABLE public.t (id serial, a varchar(10) DEFAULT 'x', b integer DEFAULT 5 NOT NULL, c numeric(5,2) DEFAULT 1.5, d timestamp DEFAULT now(), e text DEFAULT lower('E'));
CREATE TABLE public.heir (f integer DEFAULT 1) INHERITS (public.t);
ALTER TABLE public.heir ALTER COLUMN a SET DEFAULT 'y', ALTER COLUMN b DROP DEFAULT;
CREATE TYPE public.code AS ENUM ('one', 'x');
CREATE TABLE public.retyped (a text DEFAULT 'x', b integer DEFAULT 5, c integer[] DEFAULT '{1}');
-- Its default says a cast of the user's.
CREATE TYPE public.pair AS (a integer, b integer);
CREATE FUNCTION public.first(public.pair) RETURNS integer LANGUAGE sql IMMUTABLE RETURN ($1).a;
CREATE CAST (public.pair AS integer) WITH FUNCTION public.first(public.pair) AS ASSIGNMENT;
CREATE TABLE public.casting (a integer DEFAULT ROW(1, 2)::public.pair);
