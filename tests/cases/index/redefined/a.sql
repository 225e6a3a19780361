CREATE TABLE public.t (a integer, b text);
CREATE INDEX i1 ON public.t (a);
CREATE INDEX i2 ON public.t (a) WHERE a > 0;
CREATE INDEX i3 ON public.t (a) WITH (fillfactor = 50);
CREATE INDEX i4 ON public.t ((a + 1));
ALTER INDEX public.i4 ALTER COLUMN 1 SET STATISTICS 5;
CREATE INDEX i5 ON public.t (a);
COMMENT ON INDEX public.i1 IS 'kept';
