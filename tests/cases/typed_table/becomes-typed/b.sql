-- Columns come, go and change their types until they are those of the type, which gains an attribute itself.
CREATE TYPE public."Per son" AS (id integer, "Na me" varchar(80), age bigint, born date);
CREATE TABLE public."Peo ple" OF public."Per son" (PRIMARY KEY (id), CHECK (id > 0), born WITH OPTIONS DEFAULT now());
CREATE VIEW public.v AS SELECT id, "Na me" FROM public."Peo ple";
COMMENT ON VIEW public.v IS 'v';
CREATE INDEX i ON public."Peo ple" ("Na me");
CREATE TABLE public.same OF public."Per son";
CREATE TABLE public.retyped OF public."Per son" (age WITH OPTIONS NOT NULL);
