CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.t (a int);
CREATE INDEX i ON public.t (a);
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION f();
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.t;
CREATE FUNCTION public.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
ALTER FUNCTION public.g() DEPENDS ON EXTENSION plpgsql;

CREATE AGGREGATE public.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE AGGREGATE public.counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE FUNCTION public.kept(float8[], float8) RETURNS float8[] LANGUAGE sql RETURN $1 || $2;
CREATE AGGREGATE public.middle(ORDER BY float8) (SFUNC = public.kept, STYPE = float8[]);

-- The index of a key is called as the key.
CREATE TABLE keyed (id int CONSTRAINT "key; of it" PRIMARY KEY, n int UNIQUE, m int CONSTRAINT replaced UNIQUE);
ALTER INDEX "key; of it" DEPENDS ON EXTENSION plpgsql;
ALTER INDEX replaced DEPENDS ON EXTENSION plpgsql;
