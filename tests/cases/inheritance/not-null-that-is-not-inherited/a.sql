CREATE TABLE public.p (x integer, "Y y" integer);
CREATE TABLE public.c () INHERITS (public.p);
CREATE TABLE public.d () INHERITS (public.c);
