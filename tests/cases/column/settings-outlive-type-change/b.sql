CREATE TABLE public.t (a varchar(50), b varchar(50), c bigint);
ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL;
ALTER TABLE public.t ALTER COLUMN b SET COMPRESSION pglz;
ALTER TABLE public.t ALTER COLUMN c SET STATISTICS 7;
COMMENT ON COLUMN public.t.a IS 'a';
GRANT SELECT (a) ON public.t TO app_reader;
