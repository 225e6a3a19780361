CREATE TYPE public.r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = rm);
CREATE TABLE public.t (a public.r, b public.rm); 
