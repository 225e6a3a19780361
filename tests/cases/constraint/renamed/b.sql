CREATE TABLE public.t (
    a integer CONSTRAINT "pk; --" PRIMARY KEY,
    b integer CONSTRAINT unique_b UNIQUE DEFERRABLE,
    c text CONSTRAINT c CHECK (c <> ''),
    CONSTRAINT excluded EXCLUDE USING btree (b WITH =) WHERE (b > 0),
    CONSTRAINT swap_2 CHECK (a > 1),
    CONSTRAINT swap_1 CHECK (a > 2),
    CONSTRAINT changed CHECK (a > 4),
    CONSTRAINT was_changed CHECK (a > 3)
);
COMMENT ON CONSTRAINT "pk; --" ON public.t IS 'another';
ALTER TABLE public.t ADD CONSTRAINT not_seen CHECK (b > 1) NOT VALID;
CREATE TABLE public.r (a integer CONSTRAINT to_t REFERENCES public.t DEFERRABLE);
CREATE VIEW public.v AS SELECT a, b FROM public.t GROUP BY a;
CREATE FUNCTION public.f() RETURNS void LANGUAGE sql BEGIN ATOMIC
    INSERT INTO public.t (a) VALUES (1) ON CONFLICT ON CONSTRAINT "pk; --" DO NOTHING;
END;
CREATE TABLE public.above (a integer CONSTRAINT handed_down CHECK (a > 0), CONSTRAINT alone CHECK (a > 1) NO INHERIT);
CREATE TABLE public.below (CONSTRAINT its_own CHECK (a > 2)) INHERITS (public.above);
CREATE TABLE public.p (a integer CONSTRAINT key_of_p PRIMARY KEY, b integer CONSTRAINT p_to_t REFERENCES public.t)
    PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.of_p (a integer CONSTRAINT of_p_to_p REFERENCES public.p);
