CREATE TYPE public.e1 AS ENUM ('1', '2');
CREATE TYPE public.e2 AS ENUM ('2', '1');
CREATE DOMAIN public.d AS integer;
CREATE TABLE public.t (a public.e2, b integer, c public.e1, d public.e2[], e public.d);
