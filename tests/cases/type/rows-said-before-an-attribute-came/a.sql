CREATE SCHEMA own;
CREATE TYPE own.pair AS (a integer, b integer);
CREATE DOMAIN public.sure AS own.pair CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0)::own.pair);
CREATE TABLE public.t (k own.pair DEFAULT ROW(1, 2));
CREATE VIEW public.v AS SELECT ROW(1, 2)::own.pair AS pair;
