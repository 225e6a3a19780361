CREATE TYPE public.t AS (a integer);
CREATE DOMAIN public.u AS integer;
