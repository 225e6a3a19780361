CREATE VIEW public.one AS SELECT 1 AS a;
CREATE VIEW public.other AS SELECT a FROM public.one;
CREATE OR REPLACE VIEW public.one AS SELECT a FROM public.other;
CREATE TABLE public.t (a int);
