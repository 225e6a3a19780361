-- A child table keeps NOT NULL as long as one of its parents passes it on (18), with the name of the first that does.
CREATE TABLE public.a (x integer NOT NULL, y integer NOT NULL, z integer NOT NULL, own integer NOT NULL);
CREATE TABLE public.b (x integer NOT NULL, y integer NOT NULL, z integer NOT NULL, own integer NOT NULL);
CREATE TABLE public.k (own integer NOT NULL) INHERITS (public.a, public.b);
CREATE TABLE public."L l" () INHERITS (public.k);
CREATE TABLE public.c (x integer NOT NULL);
CREATE TABLE public.d (x integer NOT NULL);
CREATE TABLE public.e (x integer NOT NULL);
CREATE TABLE public.three () INHERITS (public.c, public.d, public.e);
