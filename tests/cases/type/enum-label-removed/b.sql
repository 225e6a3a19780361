CREATE TYPE public.e AS ENUM ('b', 'a', 'z');
CREATE TABLE public.t (id integer, e public.e DEFAULT 'b' NOT NULL, es public.e[] DEFAULT '{a,b}');
CREATE VIEW public.v AS SELECT id, e FROM public.t WHERE e = 'a';
CREATE INDEX i ON public.t (e) WHERE e <> 'a';
ALTER TABLE public.t ADD CONSTRAINT c CHECK (e <> 'b' OR id > 0);
CREATE FUNCTION public.f(public.e) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON TYPE public.e IS 'kept';
GRANT USAGE ON TYPE public.e TO app_reader;
