CREATE TABLE public.t (id integer, a text);
REVOKE ALL ON public.t FROM CURRENT_USER;
CREATE SEQUENCE public.s;
GRANT ALL ON SEQUENCE public.s TO PUBLIC;
