CREATE TYPE public.c AS (a integer, b text);
CREATE TABLE public.t (c public.c);
CREATE TYPE public.unused AS (a integer, b text);
COMMENT ON TYPE public.c IS 'c';
-- Nothing can be checked of a domain any more once a column has a type that is made of it.
CREATE TYPE public.held AS (a integer);
CREATE TABLE public.holds (h public.held);
