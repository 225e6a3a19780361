CREATE TABLE public.p (id integer NOT NULL, a text DEFAULT 'p', CONSTRAINT k CHECK (id > 0));
CREATE TABLE public.c (id integer NOT NULL, a text DEFAULT 'c', CONSTRAINT k CHECK (id > 0));
CREATE TABLE public.d (id integer NOT NULL, a text, CONSTRAINT k CHECK (id > 0)) INHERITS (public.p);
CREATE TABLE public.e (a text DEFAULT 'e' NOT NULL, z integer) INHERITS (public.p);
CREATE TABLE public.f (a text) INHERITS (public.p);
