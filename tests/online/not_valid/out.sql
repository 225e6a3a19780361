-- a transaction
CREATE TABLE public.fresh (
    a integer,
    b integer,
    CONSTRAINT fresh_a_check CHECK ((a > 0))
);
ALTER TABLE public.t ADD COLUMN c integer;
ALTER TABLE public.t ADD CONSTRAINT "small a" CHECK ((a < 10)) NOT VALID;
ALTER TABLE public.fresh ADD CONSTRAINT fresh_b_fkey FOREIGN KEY (b) REFERENCES public.t(id);
ALTER TABLE public.t ADD CONSTRAINT t_c_check CHECK ((c > 0)) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT up FOREIGN KEY (b) REFERENCES public.u(id) DEFERRABLE NOT VALID;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "small a";

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT t_c_check;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT up;
