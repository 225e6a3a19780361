CREATE DOMAIN public.d AS text NOT NULL CONSTRAINT d_check CHECK (VALUE <> 'y');
CREATE DOMAIN public.e AS integer DEFAULT 5 CONSTRAINT pos CHECK (VALUE > 1) CONSTRAINT small CHECK (VALUE < 100);
ALTER DOMAIN public.e ADD CONSTRAINT late CHECK (VALUE <> 50) NOT VALID;
CREATE TABLE public.t (d public.d, e public.e);
COMMENT ON DOMAIN public.d IS 'new';
COMMENT ON CONSTRAINT pos ON DOMAIN public.e IS 'positive';
CREATE DOMAIN public."Do; main" AS varchar(10)[] COLLATE "C" CONSTRAINT "Odd; --" CHECK (array_length(VALUE, 1) < 5);
COMMENT ON CONSTRAINT "Odd; --" ON DOMAIN public."Do; main" IS 'odd';
GRANT USAGE ON DOMAIN public."Do; main" TO app_reader;

CREATE DOMAIN public.below AS integer DEFAULT 1;
CREATE DOMAIN public.above AS public.below DEFAULT NULL;
CREATE DOMAIN public.beside AS public.below;
ALTER DOMAIN public.beside DROP DEFAULT;
CREATE DOMAIN public.same AS public.below;
