-- a transaction
ALTER TABLE public."P; rest" ADD CONSTRAINT "schemadiff_P; rest" CHECK ((NOT (("C; c" IS NOT NULL) AND ("C; c" >= '2026-02-01'::date) AND ("C; c" < '2026-03-01'::date)))) NOT VALID;

-- a transaction
ALTER TABLE public."P; rest" VALIDATE CONSTRAINT "schemadiff_P; rest";

-- a transaction
ALTER TABLE public.rest ADD CONSTRAINT "schemadiff_rest" CHECK ((NOT ((lower(b) IS NULL) OR (lower(b) = 'x'::text)))) NOT VALID;

-- a transaction
ALTER TABLE public.rest VALIDATE CONSTRAINT "schemadiff_rest";

-- a transaction
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
ALTER TABLE public."P; rest" DROP CONSTRAINT "schemadiff_P; rest";
CREATE TABLE public.part_x PARTITION OF public.part FOR VALUES IN ('x', NULL);
ALTER TABLE public.rest DROP CONSTRAINT "schemadiff_rest";
ALTER TABLE public.p3 ADD CONSTRAINT "schemadiff_p3" CHECK ((("C; c" IS NOT NULL) AND ("C; c" >= '2026-03-01'::date) AND ("C; c" < '2026-04-01'::date))) NOT VALID;
ALTER TABLE public.p4 ADD CONSTRAINT "schemadiff_p4" CHECK ((("C; c" IS NOT NULL) AND ("C; c" >= '2026-04-01'::date) AND ("C; c" < '2026-05-01'::date))) NOT VALID;

-- a transaction
ALTER TABLE public.p3 VALIDATE CONSTRAINT "schemadiff_p3";

-- a transaction
ALTER TABLE public."P; rest" ADD CONSTRAINT "schemadiff_P; rest1" CHECK ((NOT (("C; c" IS NOT NULL) AND ("C; c" >= '2026-03-01'::date) AND ("C; c" < '2026-04-01'::date))) AND (NOT (("C; c" IS NOT NULL) AND ("C; c" >= '2026-04-01'::date) AND ("C; c" < '2026-05-01'::date)))) NOT VALID;

-- a transaction
ALTER TABLE public."P; rest" VALIDATE CONSTRAINT "schemadiff_P; rest1";

-- a transaction
ALTER TABLE public.p ATTACH PARTITION public.p3 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
ALTER TABLE public.p3 DROP CONSTRAINT "schemadiff_p3";

-- a transaction
ALTER TABLE public.p4 VALIDATE CONSTRAINT "schemadiff_p4";

-- a transaction
ALTER TABLE public.p ATTACH PARTITION public.p4 FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');
ALTER TABLE public."P; rest" DROP CONSTRAINT "schemadiff_P; rest1";
ALTER TABLE public.p4 DROP CONSTRAINT "schemadiff_p4";
