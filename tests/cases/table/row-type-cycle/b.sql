CREATE TABLE public.t (id integer, n integer);
CREATE FUNCTION public.fine(public.t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).n > 0';
ALTER TABLE public.t ADD CONSTRAINT k CHECK (public.fine(t));
CREATE FUNCTION public.next_of(public.t) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).n + 1';
CREATE INDEX i ON public.t (public.next_of(t));
