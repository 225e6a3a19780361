CREATE TABLE public.p (id bigint NOT NULL, a bigint DEFAULT 2, d date DEFAULT '2024-01-01' NOT NULL, CONSTRAINT k CHECK (a > -1), CONSTRAINT more CHECK (id > 0));
CREATE TABLE public.c (own text) INHERITS (public.p);
CREATE TABLE public.g () INHERITS (public.c);
CREATE VIEW public.v AS SELECT id, a FROM public.g;
CREATE INDEX i ON public.g (a);
