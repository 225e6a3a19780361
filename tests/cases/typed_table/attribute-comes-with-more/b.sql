-- The column has more than its type says of it.
CREATE TYPE public.person AS (id integer, born text, size integer, shoe integer, no integer);
CREATE TABLE public.t OF public.person (PRIMARY KEY (id));
ALTER TABLE public.t ALTER COLUMN size SET NOT NULL, ALTER COLUMN shoe SET DEFAULT 42, ALTER COLUMN shoe SET STATISTICS 7;
ALTER TABLE public.t ALTER COLUMN no SET NOT NULL, ALTER COLUMN no ADD GENERATED ALWAYS AS IDENTITY (START 5);
