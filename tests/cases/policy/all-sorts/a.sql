CREATE TABLE public.t (id integer, owner name);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON public.t USING (owner = current_user);
CREATE POLICY p2 ON public.t FOR SELECT TO app_reader USING (true);
CREATE POLICY p3 ON public.t FOR UPDATE USING (id > 0) WITH CHECK (id > 1);
COMMENT ON POLICY p3 ON public.t IS 'three';
CREATE POLICY p4 ON public.t AS RESTRICTIVE FOR DELETE TO app_reader, app_writer USING (id > 0);
