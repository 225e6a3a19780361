CREATE TABLE public.users (id integer PRIMARY KEY);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.log (at date NOT NULL, u integer) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
