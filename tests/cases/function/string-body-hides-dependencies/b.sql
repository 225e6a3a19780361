CREATE FUNCTION public.a() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.z';
CREATE TABLE public.z (id integer DEFAULT 1);
