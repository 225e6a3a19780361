CREATE FUNCTION public.add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION public.push(integer[], integer) RETURNS integer[] LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
CREATE FUNCTION public.len(integer[]) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT cardinality($1)';
CREATE AGGREGATE public.same(integer) (SFUNC = public.add, STYPE = integer, INITCOND = '0');
COMMENT ON AGGREGATE public.same(integer) IS 'same';
GRANT EXECUTE ON FUNCTION public.same(integer) TO app_reader;
CREATE MATERIALIZED VIEW public.m AS SELECT public.same(x) FROM generate_series(1, 3) x;
CREATE AGGREGATE public.result(integer) (SFUNC = public.push, STYPE = integer[], INITCOND = '{}');
CREATE AGGREGATE public.name(a integer) (SFUNC = public.add, STYPE = integer, INITCOND = '0');
