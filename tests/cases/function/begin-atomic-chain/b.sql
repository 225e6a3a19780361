CREATE TABLE public.t (id integer, a text);
CREATE FUNCTION public.z() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.t; END;
CREATE FUNCTION public.a() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT public.z() + 1; END;
CREATE FUNCTION public.r(n integer) RETURNS integer LANGUAGE sql RETURN n + 1;
CREATE PROCEDURE public.p(INOUT x integer) LANGUAGE sql BEGIN ATOMIC INSERT INTO public.t VALUES (x, 'y'); SELECT 1; END;
