CREATE TYPE public.c AS (a int, "B; b" bigint);
CREATE TABLE public.u OF public.c;
