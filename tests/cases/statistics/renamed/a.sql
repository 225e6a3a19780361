CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public."one; --" ON a, b FROM public.t;
COMMENT ON STATISTICS public."one; --" IS 'kept';
ALTER STATISTICS public."one; --" SET STATISTICS 7;
CREATE STATISTICS public.expression ON (a + 1) FROM public.t;
CREATE STATISTICS public.swap_1 (ndistinct) ON a, c FROM public.t;
CREATE STATISTICS public.swap_2 (ndistinct) ON b, c FROM public.t;
CREATE STATISTICS public.other (mcv) ON a, b FROM public.t;
