CREATE TYPE public.pair AS (a integer, b integer);
CREATE DOMAIN public.sure AS public.pair CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0)::public.pair);
