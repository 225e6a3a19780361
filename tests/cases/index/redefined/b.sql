CREATE TABLE public.t (a integer, b text);
CREATE UNIQUE INDEX i1 ON public.t (a);
CREATE INDEX i2 ON public.t (a) WHERE a > 1;
CREATE INDEX i3 ON public.t (a) WITH (fillfactor = 60);
CREATE INDEX i4 ON public.t ((a + 1));
CREATE INDEX i5 ON public.t USING hash (a);
COMMENT ON INDEX public.i1 IS 'kept';
