CREATE FUNCTION public.ok(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < 100';
CREATE DOMAIN public.d AS text DEFAULT lower('X') CONSTRAINT c CHECK (public.ok(VALUE));
CREATE TABLE public.t (d public.d);
CREATE FUNCTION public.uses(public.d) RETURNS public.d LANGUAGE sql AS 'SELECT $1';
