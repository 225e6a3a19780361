-- a transaction
ALTER TABLE public.t ADD CONSTRAINT more UNIQUE (b) INCLUDE (a);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY "b and c" ON public.t (b, "c d") NULLS NOT DISTINCT;

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT "b and c" UNIQUE USING INDEX "b and c" DEFERRABLE INITIALLY DEFERRED;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON public.t (a);

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_key;

-- a transaction
ALTER TABLE public.u ADD CONSTRAINT u_a_fkey FOREIGN KEY (a) REFERENCES public.t(a) NOT VALID;

-- a transaction
ALTER TABLE public.u VALIDATE CONSTRAINT u_a_fkey;
