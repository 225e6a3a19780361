CREATE TABLE public.p (a integer, b integer, CONSTRAINT p_pk PRIMARY KEY (a) INCLUDE (b));
CREATE TABLE public.t (a integer CONSTRAINT f REFERENCES public.p (a));
COMMENT ON CONSTRAINT f ON public.t IS 'kept';
