CREATE SCHEMA own;
CREATE TYPE own.pair AS (a int, b int);
CREATE DOMAIN public.sure AS own.pair CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0)::own.pair);
