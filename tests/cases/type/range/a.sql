CREATE TYPE public.r AS RANGE (SUBTYPE = integer);
