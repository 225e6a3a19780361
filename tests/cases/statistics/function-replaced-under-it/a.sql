CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a integer, b integer, "C c" text, d date);

CREATE FUNCTION s.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1;
CREATE STATISTICS s.expression ON (s.f(a)), b FROM s."T; t";
ALTER STATISTICS s.expression SET STATISTICS 33;
COMMENT ON STATISTICS s.expression IS 'kept';
