CREATE FUNCTION public.ok(n integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 1';
CREATE TABLE public.t (a integer CONSTRAINT c CHECK (public.ok(a)));
CREATE TABLE public.u (a integer DEFAULT 5 CONSTRAINT c CHECK (public.ok(a)));
