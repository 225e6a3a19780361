CREATE TABLE public.t (id bigserial, a varchar(20) DEFAULT 'x', b bigint DEFAULT 5 NOT NULL, c numeric(8,2) DEFAULT 1.5, d timestamptz DEFAULT now(), e varchar(4) DEFAULT lower('E'));
CREATE TABLE public.heir (f smallint DEFAULT 2) INHERITS (public.t);
ALTER TABLE public.heir ALTER COLUMN a SET DEFAULT 'y', ALTER COLUMN b DROP DEFAULT;
CREATE TYPE public.code AS ENUM ('one', 'x');
CREATE TABLE public.retyped (a public.code DEFAULT 'x', b text DEFAULT 5, c bigint[] DEFAULT '{1}');
-- Its default says a cast of the user's.
CREATE TYPE public.pair AS (a integer, b integer);
CREATE FUNCTION public.first(public.pair) RETURNS integer LANGUAGE sql IMMUTABLE RETURN ($1).a;
CREATE CAST (public.pair AS integer) WITH FUNCTION public.first(public.pair) AS ASSIGNMENT;
CREATE TABLE public.casting (a numeric DEFAULT (ROW(1, 2)::public.pair)::integer);
