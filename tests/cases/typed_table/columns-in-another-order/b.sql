CREATE TYPE public.person AS (id integer, name text);
CREATE TABLE public.t OF public.person;
