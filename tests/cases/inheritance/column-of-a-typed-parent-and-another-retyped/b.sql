CREATE TYPE public.ty AS (x bigint);
CREATE TABLE public.a OF public.ty;
CREATE TABLE public.b (x bigint);
CREATE TABLE public.k () INHERITS (public.a, public.b);
