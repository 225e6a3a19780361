CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE DOMAIN public.d AS text COLLATE public.c;
CREATE TABLE public.t (a text COLLATE public.c PRIMARY KEY, b varchar(9)[] COLLATE public.c, d public.d, n text DEFAULT 'x' COLLATE public.c);
CREATE INDEX i ON public.t (n COLLATE public.c);
CREATE VIEW public.v AS SELECT a, n COLLATE public.c AS m FROM public.t;
COMMENT ON COLLATION public.c IS 'kept';
ALTER TABLE public.t ALTER COLUMN n SET COMPRESSION pglz;
ALTER TABLE public.t ALTER COLUMN n SET STORAGE EXTERNAL;
