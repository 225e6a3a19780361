-- a transaction
ALTER TABLE public."P; 2" ADD CONSTRAINT "schemadiff_P; 2" CHECK ((("C; c" IS NOT NULL) AND (a IS NOT NULL) AND (("C; c" > '2027-01-01'::date) OR (("C; c" = '2027-01-01'::date) AND (a >= 1))) AND (("C; c" < '2028-01-01'::date) OR (("C; c" = '2028-01-01'::date) AND (a < 1))))) NOT VALID;
ALTER TABLE public."Q; 1" ADD CONSTRAINT "schemadiff_Q; 1" CHECK (((a IS NOT NULL) AND (a = 1))) NOT VALID;
ALTER TABLE public.l1 ADD CONSTRAINT "schemadiff_l1" CHECK (((lower(b) IS NULL) OR (lower(b) = 'x'::text))) NOT VALID;

-- a transaction
ALTER TABLE public."P; 2" VALIDATE CONSTRAINT "schemadiff_P; 2";

-- a transaction
ALTER TABLE public.p ATTACH PARTITION public."P; 2" FOR VALUES FROM ('2027-01-01', 1) TO ('2028-01-01', 1);
ALTER TABLE public."P; 2" DROP CONSTRAINT "schemadiff_P; 2";

-- no transaction
CREATE INDEX CONCURRENTLY "Q; 1_b_idx" ON public."Q; 1" USING btree (b) WHERE (a > 0);

-- a transaction
ALTER TABLE public."Q; 1" VALIDATE CONSTRAINT "schemadiff_Q; 1";

-- a transaction
ALTER TABLE public.q ATTACH PARTITION public."Q; 1" FOR VALUES IN (1);
ALTER TABLE public."Q; 1" DROP CONSTRAINT "schemadiff_Q; 1";

-- a transaction
ALTER TABLE public.l1 VALIDATE CONSTRAINT "schemadiff_l1";

-- a transaction
ALTER TABLE public.l ATTACH PARTITION public.l1 FOR VALUES IN ('x', NULL);
ALTER TABLE public.l1 DROP CONSTRAINT "schemadiff_l1";
