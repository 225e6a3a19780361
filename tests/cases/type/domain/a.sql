CREATE DOMAIN public.d AS text DEFAULT 'x' CHECK (VALUE <> '');
CREATE DOMAIN public.e AS integer NOT NULL CONSTRAINT pos CHECK (VALUE > 0);
CREATE TABLE public.t (d public.d, e public.e);
COMMENT ON DOMAIN public.d IS 'd';
COMMENT ON CONSTRAINT pos ON DOMAIN public.e IS 'positive';

-- A domain takes over the default of the one below, unless it says that it has none.
CREATE DOMAIN public.below AS integer DEFAULT 1;
CREATE DOMAIN public.above AS public.below DEFAULT 2;
