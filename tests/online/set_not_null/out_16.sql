-- a transaction
DROP VIEW public.v;
ALTER TABLE public.w ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.w DROP CONSTRAINT known;
ALTER TABLE public.p ADD CONSTRAINT "schemadiff_b" CHECK (b IS NOT NULL) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_a" CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_B c" CHECK ("B c" IS NOT NULL) NOT VALID;
CREATE VIEW public.v AS
 SELECT id,
    a
   FROM public.t;
GRANT SELECT ON TABLE public.v TO PUBLIC;

-- a transaction
ALTER TABLE public.p VALIDATE CONSTRAINT "schemadiff_b";

-- a transaction
ALTER TABLE public.p ALTER COLUMN b SET NOT NULL;
ALTER TABLE public.p DROP CONSTRAINT "schemadiff_b";

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "schemadiff_a";

-- a transaction
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT "schemadiff_a";

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "schemadiff_B c";

-- a transaction
ALTER TABLE public.t ALTER COLUMN "B c" SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT "schemadiff_B c";

-- a transaction
CREATE INDEX p_b ON ONLY public.p USING btree (b);

-- no transaction
CREATE INDEX CONCURRENTLY p1_b_idx ON public.p1 USING btree (b);

-- a transaction
ALTER INDEX public.p_b ATTACH PARTITION public.p1_b_idx;
