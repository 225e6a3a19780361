CREATE TABLE public.t (a text, b text, c text COMPRESSION pglz, d integer, e numeric);
ALTER TABLE public.t ALTER COLUMN c SET STORAGE MAIN;
ALTER TABLE public.t ALTER COLUMN a SET STATISTICS 0;
ALTER TABLE public.t ALTER COLUMN d SET (n_distinct = -0.5);
CREATE TABLE public.u (a text COMPRESSION pglz, b jsonb);
ALTER TABLE public.u ALTER COLUMN b SET STORAGE EXTERNAL;
ALTER TABLE public.u ALTER COLUMN a SET STATISTICS 300;
ALTER TABLE public.u ALTER COLUMN a SET (n_distinct = 3);
