-- The heir says itself what it inherits, so that its NOT NULL has a name of its own.
CREATE TABLE public.p (id integer NOT NULL);
CREATE TABLE public.c (id integer NOT NULL) INHERITS (public.p);
