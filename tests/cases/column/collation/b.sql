CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE TABLE public.t (a text COLLATE "C", b text, c text COLLATE "POSIX", d varchar(5) COLLATE public.c);
CREATE INDEX t_a ON public.t (a);
