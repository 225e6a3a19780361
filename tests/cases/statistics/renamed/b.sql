CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.two ON a, b FROM public.t;
COMMENT ON STATISTICS public.two IS 'kept';
ALTER STATISTICS public.two SET STATISTICS 9;
CREATE STATISTICS public."of an expression" ON (a + 1) FROM public.t;
CREATE STATISTICS public.swap_2 (ndistinct) ON a, c FROM public.t;
CREATE STATISTICS public.swap_1 (ndistinct) ON b, c FROM public.t;
CREATE STATISTICS public.changed (mcv) ON a, b, c FROM public.t;
