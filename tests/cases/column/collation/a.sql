CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE TABLE public.t (a text, b text COLLATE "C", c text COLLATE public.c);
CREATE INDEX t_a ON public.t (a);
