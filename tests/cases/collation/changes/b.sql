CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE COLLATION public."Co; ll" (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE TABLE public.t (a text COLLATE public.c, b text COLLATE public."Co; ll");
ALTER COLLATION public."Co; ll" OWNER TO app_writer;
