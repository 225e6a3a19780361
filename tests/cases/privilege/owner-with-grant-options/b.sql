CREATE TABLE public.t (id integer);
GRANT SELECT ON public.t TO app_writer WITH GRANT OPTION;
ALTER TABLE public.t OWNER TO app_writer;
