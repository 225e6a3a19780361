CREATE TABLE public.t (b integer, a integer, d integer);
CREATE STATISTICS public.s (ndistinct) ON b, a, (a + 1) FROM public.t;
CREATE STATISTICS public.s2 ON d, b FROM public.t;
