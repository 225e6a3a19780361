CREATE TYPE public.kind AS ENUM ('home', 'work');
CREATE TABLE public.users (id int PRIMARY KEY, name text);
CREATE TABLE public.addresses (
    user_id int CONSTRAINT gone_pkey PRIMARY KEY REFERENCES public.users (id), street text, "City" text, kind public.kind
);
CREATE TABLE public.logins (id bigint GENERATED ALWAYS AS IDENTITY, user_id int REFERENCES public.users (id));
CREATE INDEX city ON public.addresses ("City");
ALTER TABLE public.addresses ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.addresses USING (user_id = 1);
CREATE TABLE public.part (id int) PARTITION BY LIST (id);
CREATE TABLE public.part_2 PARTITION OF public.part FOR VALUES IN (1);
