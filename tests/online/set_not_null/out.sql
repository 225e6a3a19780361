-- a transaction
ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "t_B c_not_null" NOT NULL "B c" NOT VALID;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "t_B c_not_null";
