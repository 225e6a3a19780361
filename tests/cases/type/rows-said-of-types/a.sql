CREATE TYPE public.pair AS (a int, b int);
CREATE TABLE public.t (x int, y int);
CREATE FUNCTION public.of(public.pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE DOMAIN public.sure AS public.pair DEFAULT ROW(1, 2) CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0)::public.pair);
CREATE TABLE public.u (id int, k public.pair DEFAULT ROW(1, 2), l public.pair DEFAULT ROW(1, NULL)::public.pair, m public.t DEFAULT ROW(3, 4),
    g int GENERATED ALWAYS AS (public.of(ROW(id, 1))) STORED,
    CONSTRAINT c CHECK (k IS DISTINCT FROM ROW(id, 2)::public.pair AND m IS DISTINCT FROM ROW(1, 2)::public.t));
CREATE INDEX i ON public.u ((ROW(id, 2)::public.pair)) WHERE public.of(ROW(id, 5)) = 1;
CREATE VIEW public.v AS SELECT ROW(1, 2)::public.pair AS x, public.of(ROW(1, 2)) AS y, ROW(1, 2)::public.t AS z;
CREATE VIEW public.w AS SELECT (x).a AS a FROM public.v;
CREATE MATERIALIZED VIEW public.m AS SELECT ROW(1, 2)::public.t AS z, id FROM public.u;
CREATE UNIQUE INDEX mi ON public.m (id);
CREATE FUNCTION public.f(k public.pair DEFAULT ROW(1, 2)) RETURNS public.pair LANGUAGE sql BEGIN ATOMIC SELECT ROW(3, 4)::public.pair; END;
ALTER TABLE public.u ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.u USING (m IS DISTINCT FROM ROW(1, 2)::public.t) WITH CHECK (k <> ROW(5, 6)::public.pair);
CREATE RULE r AS ON INSERT TO public.v DO INSTEAD INSERT INTO public.u (k, m) VALUES (ROW(1, 2), ROW(3, 4)::public.t);
CREATE FUNCTION public.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON public.u FOR EACH ROW WHEN (NEW.k <> ROW(1, 2)::public.pair) EXECUTE FUNCTION public.tf();
CREATE STATISTICS public.st ON (public.of(ROW(id, 1))), id FROM public.u;
