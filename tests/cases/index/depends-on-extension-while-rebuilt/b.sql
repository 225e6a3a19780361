CREATE TABLE public.t (id bigint, a text);
CREATE INDEX i ON public.t (a DESC);
CREATE INDEX j ON public.t (id);
ALTER INDEX i DEPENDS ON EXTENSION plpgsql;
ALTER INDEX j DEPENDS ON EXTENSION plpgsql;
