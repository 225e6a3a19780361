CREATE SCHEMA own;
CREATE TYPE own.pair AS (a int, b int);
CREATE FUNCTION own.alike(own.pair, own.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE OPERATOR own.= (LEFTARG = own.pair, RIGHTARG = own.pair, FUNCTION = own.alike);
CREATE FUNCTION own.alike(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 10 = $2 % 10';
CREATE OPERATOR own.= (LEFTARG = int, RIGHTARG = int, FUNCTION = own.alike);
SET search_path = own, public, pg_catalog;
CREATE TABLE public.t (
    id int PRIMARY KEY, p own.pair, q own.pair, n int,
    CONSTRAINT differ CHECK (p IS DISTINCT FROM q),
    d boolean DEFAULT (ROW(1, 2)::own.pair IS DISTINCT FROM ROW(3, 4)::own.pair),
    g boolean GENERATED ALWAYS AS (NULLIF(p, q) IS NULL) STORED
);
CREATE INDEX i ON public.t (id) WHERE p IS DISTINCT FROM q;
CREATE POLICY mine ON public.t USING (p IS DISTINCT FROM q);
CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tell BEFORE UPDATE ON public.t FOR EACH ROW WHEN (OLD.p IS DISTINCT FROM NEW.p) EXECUTE FUNCTION public.tell();
CREATE RULE quiet AS ON DELETE TO public.t WHERE OLD.p IS DISTINCT FROM OLD.q DO INSTEAD NOTHING;
CREATE FUNCTION public.same(p own.pair, q own.pair) RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT p IS NOT DISTINCT FROM q; END;
CREATE VIEW public.v AS SELECT NULLIF(p, q) AS x, CASE p WHEN q THEN 1 END AS y, p IN (SELECT q FROM public.t) AS z FROM public.t;
CREATE VIEW public.after_v AS SELECT y FROM public.v;
CREATE VIEW public.joined AS SELECT n FROM public.t JOIN (SELECT q AS p FROM public.t) o USING (p);
CREATE MATERIALIZED VIEW public.m AS SELECT NULLIF(n, 1) AS x FROM public.t;
CREATE DOMAIN public.sure AS own.pair CONSTRAINT sure CHECK (VALUE IS DISTINCT FROM ROW(0, 0)::own.pair);
