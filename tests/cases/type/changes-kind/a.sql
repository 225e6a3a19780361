CREATE TYPE public.t AS ENUM ('a');
CREATE TYPE public.u AS (a integer);
