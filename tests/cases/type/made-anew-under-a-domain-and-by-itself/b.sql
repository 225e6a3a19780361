CREATE TYPE public.mood AS ENUM ('ok', 'sad');
CREATE DOMAIN public.felt AS public.mood;
CREATE DOMAIN public."F elts" AS public.mood[];
CREATE TABLE public.u (id integer, feels public.felt, d public.mood, ar public."F elts", e text);
