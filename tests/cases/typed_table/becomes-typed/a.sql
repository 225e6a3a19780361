CREATE TYPE public."Per son" AS (id integer, "Na me" varchar(80), age bigint);
CREATE TABLE public."Peo ple" (id integer PRIMARY KEY, "Na me" text, gone date, CHECK (id > 0));
CREATE VIEW public.v AS SELECT id, "Na me" FROM public."Peo ple";
COMMENT ON VIEW public.v IS 'v';
CREATE INDEX i ON public."Peo ple" ("Na me");
CREATE TABLE public.same (id integer, "Na me" varchar(80), age bigint);
CREATE TABLE public.retyped (id integer, "Na me" text, age integer NOT NULL);
