CREATE TABLE public.a (x integer, y integer, z integer NOT NULL, own integer);
CREATE TABLE public.b (x integer, y integer NOT NULL, z integer, own integer);
CREATE TABLE public.k (own integer NOT NULL) INHERITS (public.a, public.b);
CREATE TABLE public."L l" () INHERITS (public.k);
CREATE TABLE public.c (x integer NOT NULL);
CREATE TABLE public.d (x integer);
CREATE TABLE public.e (x integer);
CREATE TABLE public.three () INHERITS (public.c, public.d, public.e);
