CREATE TABLE public.t (id integer, owner name);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON public.t TO app_reader, "odd ""Role""; --" USING (owner = current_user AND id > 0) WITH CHECK (id > 5);
CREATE POLICY p2 ON public.t FOR INSERT TO app_reader WITH CHECK (true);
CREATE POLICY p3 ON public.t FOR UPDATE USING (id > 0);
COMMENT ON POLICY p3 ON public.t IS 'three';
CREATE POLICY p4 ON public.t FOR DELETE TO app_writer USING (EXISTS (SELECT 1 FROM public.t x WHERE x.id = t.id));
CREATE POLICY "P 5; --" ON public.t TO CURRENT_USER USING (false);
COMMENT ON POLICY "P 5; --" ON public.t IS 'odd';
