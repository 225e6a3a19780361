-- a transaction
ALTER TABLE public.p ADD CONSTRAINT p_b_not_null NOT NULL b NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "t_B c_not_null" NOT NULL "B c" NOT VALID;

-- a transaction
ALTER TABLE public.p VALIDATE CONSTRAINT p_b_not_null;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "t_B c_not_null";
