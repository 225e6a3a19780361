CREATE DOMAIN public.d AS integer;
ALTER DOMAIN public.d ADD CONSTRAINT c CHECK (VALUE > 0);
CREATE DOMAIN public.b AS bigint;
