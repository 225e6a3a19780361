CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE TABLE public.t (a text COLLATE public.c);
