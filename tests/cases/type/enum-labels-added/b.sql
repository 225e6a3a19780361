CREATE TYPE public.e AS ENUM ('a', 'b', 'it''s', 'd', 'e', 'f');
CREATE TABLE public.t (e public.e DEFAULT 'b');
COMMENT ON TYPE public.e IS 'e';
