CREATE TYPE public.ty AS (x integer);
CREATE TABLE public.a OF public.ty;
CREATE TABLE public.b (x integer);
CREATE TABLE public.k () INHERITS (public.a, public.b);
