CREATE TABLE public.p1 (id integer, a text);
CREATE TABLE public.p2 (id integer, a text);
CREATE TABLE public.c (id integer, a text) INHERITS (public.p2);
CREATE TABLE public.d (id integer, a text) INHERITS (public.p1, public.p2);
