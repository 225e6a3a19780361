-- A check says a whole row of the type, which grows and shrinks.
CREATE TYPE public.pair AS (a integer, b integer, c integer);
CREATE DOMAIN public.sure AS public.pair CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0, NULL)::public.pair);
