CREATE TABLE public.t (id integer);
CREATE TABLE public.members (u integer, o integer, PRIMARY KEY (u, o));
CREATE FUNCTION public.orgs() RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT o FROM public.members';
ALTER TABLE public.t ADD COLUMN o integer;
CREATE POLICY p ON public.t USING (o IN (SELECT public.orgs()));
CREATE POLICY q ON public.members USING (EXISTS (SELECT FROM public.t WHERE t.o = members.o));
