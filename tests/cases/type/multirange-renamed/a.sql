CREATE TYPE public.r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = rm);
CREATE TABLE public.t (a public.r, b public.rm); 
CREATE SCHEMA elsewhere;
CREATE TYPE public.r2 AS RANGE (subtype = integer);
CREATE TABLE public.held (m public.r2_multirange);
