CREATE TABLE public.t (id integer, a text);
REVOKE TRUNCATE ON public.t FROM CURRENT_USER;
GRANT SELECT, INSERT (a), UPDATE (id, a) ON public.t TO app_reader, app_writer, PUBLIC;
CREATE SEQUENCE public.s;
GRANT USAGE ON SEQUENCE public.s TO app_reader;
