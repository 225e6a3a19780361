CREATE TABLE public.t (a text, b text COMPRESSION pglz, c text, d integer, e numeric);
ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL;
ALTER TABLE public.t ALTER COLUMN d SET STATISTICS 200;
ALTER TABLE public.t ALTER COLUMN d SET (n_distinct = 5, n_distinct_inherited = 6);
ALTER TABLE public.t ALTER COLUMN e SET STORAGE PLAIN;
