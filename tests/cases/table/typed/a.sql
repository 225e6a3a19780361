CREATE TYPE public.person AS (name text, age integer);
