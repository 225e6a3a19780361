CREATE TABLE public.t (a integer, c text, d integer NOT NULL DEFAULT 1 UNIQUE, e integer REFERENCES public.t (d));
CREATE VIEW public.v AS SELECT a, d AS b FROM public.t;
CREATE INDEX t_b ON public.t (d);
ALTER TABLE public.t ADD CONSTRAINT chk CHECK (a < d);
CREATE POLICY p ON public.t USING (d > 1);
