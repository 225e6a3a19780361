CREATE TYPE public.person AS (name text, age integer);
CREATE TABLE public.people OF public.person (PRIMARY KEY (name), age WITH OPTIONS DEFAULT 18 NOT NULL);
CREATE TABLE public.plain OF public.person;
