-- a transaction
DROP VIEW public.v;
ALTER TABLE public.w ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.w DROP CONSTRAINT known;
ALTER TABLE public.p ADD CONSTRAINT p_b_not_null NOT NULL b NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "t_B c_not_null" NOT NULL "B c" NOT VALID;
CREATE VIEW public.v AS
 SELECT id,
    a
   FROM public.t;
GRANT SELECT ON TABLE public.v TO PUBLIC;

-- a transaction
ALTER TABLE public.p VALIDATE CONSTRAINT p_b_not_null;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "t_B c_not_null";

-- a transaction
CREATE INDEX p_b ON ONLY public.p USING btree (b);

-- no transaction
CREATE INDEX CONCURRENTLY p1_b_idx ON public.p1 USING btree (b);

-- a transaction
ALTER INDEX public.p_b ATTACH PARTITION public.p1_b_idx;
