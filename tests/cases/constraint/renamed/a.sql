CREATE TABLE public.t (
    a integer CONSTRAINT pk PRIMARY KEY,
    b integer CONSTRAINT u UNIQUE DEFERRABLE,
    c text CONSTRAINT "c; --" CHECK (c <> ''),
    CONSTRAINT x EXCLUDE USING btree (b WITH =) WHERE (b > 0),
    CONSTRAINT swap_1 CHECK (a > 1),
    CONSTRAINT swap_2 CHECK (a > 2),
    CONSTRAINT changed CHECK (a > 3)
);
COMMENT ON CONSTRAINT pk ON public.t IS 'pk';
ALTER TABLE public.t ADD CONSTRAINT unseen CHECK (b > 1) NOT VALID;
CREATE TABLE public.r (a integer CONSTRAINT fk REFERENCES public.t DEFERRABLE);
CREATE VIEW public.v AS SELECT a, b FROM public.t GROUP BY a;
CREATE FUNCTION public.f() RETURNS void LANGUAGE sql BEGIN ATOMIC
    INSERT INTO public.t (a) VALUES (1) ON CONFLICT ON CONSTRAINT pk DO NOTHING;
END;
-- PostgreSQL renames the check of an heir with that of its parent.
CREATE TABLE public.above (a integer CONSTRAINT inherited CHECK (a > 0), CONSTRAINT own CHECK (a > 1) NO INHERIT);
CREATE TABLE public.below (CONSTRAINT of_below CHECK (a > 2)) INHERITS (public.above);
CREATE TABLE public.p (a integer CONSTRAINT p_key PRIMARY KEY, b integer CONSTRAINT p_fk REFERENCES public.t)
    PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.of_p (a integer CONSTRAINT to_p REFERENCES public.p);
