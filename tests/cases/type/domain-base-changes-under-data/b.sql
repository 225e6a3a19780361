CREATE DOMAIN public.d AS bigint CONSTRAINT c CHECK (VALUE > 0);
CREATE TABLE public.t (d public.d DEFAULT 5, CONSTRAINT k CHECK (d < 100), e public.d[]);
CREATE INDEX i ON public.t (d);
COMMENT ON DOMAIN public.d IS 'd';
CREATE DOMAIN public.checked AS integer;
CREATE TABLE public.of_checked (d public.checked);
