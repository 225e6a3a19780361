-- a transaction
ALTER TABLE public.p ADD CONSTRAINT "schemadiff_b" CHECK (b IS NOT NULL) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_a" CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_B c" CHECK ("B c" IS NOT NULL) NOT VALID;

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
