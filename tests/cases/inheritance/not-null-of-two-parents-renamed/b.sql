CREATE TABLE public.a (x integer CONSTRAINT bn NOT NULL);
CREATE TABLE public.b (x integer CONSTRAINT bn NOT NULL);
CREATE TABLE public.k () INHERITS (public.a, public.b);
