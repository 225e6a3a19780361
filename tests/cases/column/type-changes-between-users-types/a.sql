CREATE TYPE public.e1 AS ENUM ('1', '2');
CREATE TYPE public.e2 AS ENUM ('2', '1');
CREATE DOMAIN public.d AS integer;
CREATE TABLE public.t (a public.e1, b public.e1, c public.d, d public.e1[], e text);
