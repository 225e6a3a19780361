CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a bigint, b integer, "C c" text, d date);

CREATE STATISTICS s.columns ON a, b FROM s."T; t";
CREATE STATISTICS s.expression (mcv) ON (a + 1), b FROM s."T; t";
ALTER STATISTICS s.expression SET STATISTICS 33;
COMMENT ON STATISTICS s.expression IS 'kept';
CREATE STATISTICS s.of_another ON b, a FROM s."T; t";
GRANT CREATE ON SCHEMA s TO app_reader;
ALTER STATISTICS s.of_another OWNER TO app_reader;
