-- a transaction
ALTER TABLE public.t DROP CONSTRAINT "up again";
ALTER TABLE public.t DROP CONSTRAINT narrower;
ALTER DOMAIN public.d ADD CONSTRAINT positive CHECK ((VALUE > 0)) NOT VALID;
CREATE TABLE public.fresh (
    a integer,
    b integer,
    CONSTRAINT fresh_a_check CHECK ((a > 0))
);
ALTER TABLE public.t ADD COLUMN c integer;
ALTER TABLE public.t ADD CONSTRAINT "small a" CHECK ((a < 10)) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT "up again" FOREIGN KEY (id) REFERENCES public.t(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.above ADD CONSTRAINT above_a_check CHECK ((a > 0)) NOT VALID;
ALTER TABLE public.fresh ADD CONSTRAINT fresh_b_fkey FOREIGN KEY (b) REFERENCES public.t(id);
ALTER TABLE public.t ADD CONSTRAINT narrower CHECK ((b < 8)) NOT VALID;
ALTER TABLE public.p ADD CONSTRAINT p_b_check CHECK ((b > 0)) NOT VALID;
ALTER TABLE public.p ADD CONSTRAINT p_b_fkey FOREIGN KEY (b) REFERENCES public.u(id) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT t_c_check CHECK ((c > 0)) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT up FOREIGN KEY (b) REFERENCES public.u(id) DEFERRABLE NOT VALID;

-- a transaction
-- not online: all rows are read under its lock, and schemadiff has no safer form of it
ALTER DOMAIN public.d VALIDATE CONSTRAINT positive;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "small a";

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "up again";

-- a transaction
ALTER TABLE public.above VALIDATE CONSTRAINT above_a_check;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT narrower;

-- a transaction
ALTER TABLE public.p VALIDATE CONSTRAINT p_b_check;

-- a transaction
ALTER TABLE public.p VALIDATE CONSTRAINT p_b_fkey;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT t_c_check;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT up;
