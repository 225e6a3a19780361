CREATE TABLE public.t (a integer, b integer, c text);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE INDEX t_b ON public.t (b);
ALTER TABLE public.t ADD CONSTRAINT chk CHECK (a < b);
CREATE POLICY p ON public.t USING (b > 1);
