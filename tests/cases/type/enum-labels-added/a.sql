CREATE TYPE public.e AS ENUM ('b', 'd');
CREATE TABLE public.t (e public.e DEFAULT 'b');
COMMENT ON TYPE public.e IS 'e';
