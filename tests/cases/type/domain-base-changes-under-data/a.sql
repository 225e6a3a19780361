CREATE DOMAIN public.d AS integer CONSTRAINT c CHECK (VALUE > 0);
CREATE TABLE public.t (d public.d DEFAULT 5, CONSTRAINT k CHECK (d < 100), e public.d[]);
CREATE INDEX i ON public.t (d);
COMMENT ON DOMAIN public.d IS 'd';
-- The check of the old one needs a function that goes.
CREATE FUNCTION public.fits(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < 100';
CREATE DOMAIN public.checked AS text CONSTRAINT c CHECK (public.fits(VALUE));
CREATE TABLE public.of_checked (d public.checked);
