CREATE TABLE public.t (id serial);
ALTER TABLE public.t OWNER TO app_writer;
COMMENT ON TABLE public.t IS 'line one
line two ''quoted'' \n';
CREATE TABLE public.u (id integer);
COMMENT ON TABLE public.u IS 'new';
CREATE TABLE public.w (id integer PRIMARY KEY);
ALTER TABLE public.w OWNER TO app_writer;
CREATE VIEW public.v AS SELECT * FROM public.w;
ALTER VIEW public.v OWNER TO app_reader;
GRANT SELECT ON public.w TO app_reader;
