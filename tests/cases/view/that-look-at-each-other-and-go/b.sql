CREATE TABLE public.t (a int);
CREATE VIEW public.six AS SELECT 'text' AS a;
CREATE VIEW public.seven AS SELECT a FROM public.six;
