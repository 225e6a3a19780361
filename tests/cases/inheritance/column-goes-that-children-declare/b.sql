CREATE TABLE public.p (z integer);
CREATE TABLE public.c (a integer NOT NULL, "B b" integer, CONSTRAINT k CHECK (a > 0), CONSTRAINT l CHECK (a > z))
INHERITS (public.p);
CREATE TABLE public.d (id integer, a integer, own integer, n integer NOT NULL) INHERITS (public.p);
CREATE TABLE public.e (a integer NOT NULL, CONSTRAINT k CHECK (a > 0)) INHERITS (public.p);
CREATE TABLE public.f () INHERITS (public.c);
CREATE TABLE public.t (z integer);
CREATE TABLE public.t2 (c integer);
CREATE TABLE public."K k" () INHERITS (public.t, public.t2);
