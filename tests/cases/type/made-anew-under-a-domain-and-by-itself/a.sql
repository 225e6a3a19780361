-- A column of a domain becomes one of the domain's base type, which is made anew, and the other way round.
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN public.felt AS public.mood;
CREATE DOMAIN public."F elts" AS public.mood[];
CREATE TABLE public.u (id integer, feels public.mood, d public.felt, ar public.mood[], e public.mood);
