CREATE DOMAIN public.d AS integer CONSTRAINT "o ne" CHECK (VALUE > 0);
ALTER DOMAIN public.d ADD CONSTRAINT other CHECK (VALUE < 9) NOT VALID;
COMMENT ON CONSTRAINT "o ne" ON DOMAIN public.d IS 'one';
CREATE TABLE public.t (d public.d[]);
