CREATE TABLE public.p (id integer NOT NULL);
CREATE TABLE public.d (id integer NOT NULL, a text, b int) INHERITS (public.p);
CREATE TABLE public."D 2" () INHERITS (public.d);
