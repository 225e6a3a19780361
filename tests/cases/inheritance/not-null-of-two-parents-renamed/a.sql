CREATE TABLE public.a (x integer CONSTRAINT an NOT NULL);
CREATE TABLE public.b (x integer CONSTRAINT an NOT NULL);
CREATE TABLE public.k () INHERITS (public.a, public.b);
