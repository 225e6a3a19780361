-- a transaction
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_id" CHECK (id IS NOT NULL) NOT VALID;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "schemadiff_id";

-- a transaction
ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT "schemadiff_id";

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY "b and c" ON public.t (b, "c d") NULLS NOT DISTINCT;

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT "b and c" UNIQUE USING INDEX "b and c" DEFERRABLE INITIALLY DEFERRED;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY elsewhere ON public.t (a, b) TABLESPACE spare;

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT elsewhere UNIQUE USING INDEX elsewhere;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY more ON public.t (b) INCLUDE (a) WITH (fillfactor='70');

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT more UNIQUE USING INDEX more;

-- a transaction
ALTER TABLE ONLY public.p ADD CONSTRAINT p_pkey PRIMARY KEY (a, b);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY p1_pkey ON public.p1 (a, b);

-- a transaction
ALTER TABLE public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY USING INDEX p1_pkey;

-- a transaction
ALTER TABLE ONLY public.p2 ADD CONSTRAINT p2_pkey PRIMARY KEY (a, b);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY p21_pkey ON public.p21 (a, b);

-- a transaction
ALTER TABLE public.p21 ADD CONSTRAINT p21_pkey PRIMARY KEY USING INDEX p21_pkey;

-- a transaction
ALTER INDEX public.p2_pkey ATTACH PARTITION public.p21_pkey;

-- a transaction
ALTER INDEX public.p_pkey ATTACH PARTITION public.p2_pkey;

-- a transaction
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON public.t (a);

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_key;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON public.t (id);

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;

-- a transaction
ALTER TABLE public.u ADD CONSTRAINT u_a_fkey FOREIGN KEY (a) REFERENCES public.t(a) NOT VALID;

-- a transaction
ALTER TABLE public.u VALIDATE CONSTRAINT u_a_fkey;
