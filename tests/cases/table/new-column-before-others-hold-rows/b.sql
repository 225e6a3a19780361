CREATE TABLE public."t; 1" (a int, b int DEFAULT 1);
CREATE TABLE public.held (c public."t; 1");
CREATE TYPE public.within AS (c public."t; 1"[]);
CREATE TABLE public.a_deeper (c public.within[]);
