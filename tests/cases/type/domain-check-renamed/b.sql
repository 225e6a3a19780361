CREATE DOMAIN public.d AS integer CONSTRAINT "t wo" CHECK (VALUE > 0);
ALTER DOMAIN public.d ADD CONSTRAINT another CHECK (VALUE < 9) NOT VALID;
COMMENT ON CONSTRAINT "t wo" ON DOMAIN public.d IS 'two';
CREATE TABLE public.t (d public.d[]);
