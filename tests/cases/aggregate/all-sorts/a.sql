CREATE FUNCTION public.add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE public.total(integer) (SFUNC = public.add, STYPE = integer, INITCOND = '0');
COMMENT ON AGGREGATE public.total(integer) IS 'total';
CREATE VIEW public.v AS SELECT public.total(x) FROM generate_series(1, 3) x;
