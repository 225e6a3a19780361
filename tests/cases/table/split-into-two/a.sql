CREATE TYPE public.kind AS ENUM ('home', 'work');
CREATE TABLE public.users (id int PRIMARY KEY, name text, street text, "City" text, kind public.kind);
CREATE INDEX city ON public.users ("City");
CREATE TABLE public.gone (id int PRIMARY KEY);
CREATE TABLE public.part (id int) PARTITION BY LIST (id);
CREATE TABLE public.part_1 PARTITION OF public.part FOR VALUES IN (1);
