CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.s (ndistinct) ON a, b, (a + 1) FROM public.t;
