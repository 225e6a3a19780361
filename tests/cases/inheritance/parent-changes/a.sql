CREATE TABLE public.p (id integer, a integer DEFAULT 1, b text, CONSTRAINT k CHECK (a > 0));
CREATE TABLE public.c (own text) INHERITS (public.p);
CREATE TABLE public.g () INHERITS (public.c);
CREATE VIEW public.v AS SELECT id, a FROM public.g;
CREATE INDEX i ON public.g (a);
