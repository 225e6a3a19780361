CREATE TABLE public.t (id integer);
CREATE TABLE public.u (id integer);
COMMENT ON TABLE public.u IS 'old';
