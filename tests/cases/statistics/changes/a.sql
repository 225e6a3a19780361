CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a integer, b integer, "C c" text, d date);

CREATE STATISTICS s.kinds (ndistinct) ON a, b FROM s."T; t";
CREATE STATISTICS s.columns ON a, b FROM s."T; t";
CREATE STATISTICS s.expression ON (a + b) FROM s."T; t";
CREATE STATISTICS s.target ON a, b FROM s."T; t";
CREATE STATISTICS s.back ON a, d FROM s."T; t";
ALTER STATISTICS s.back SET STATISTICS 500;
COMMENT ON STATISTICS s.kinds IS 'kept';
ALTER STATISTICS s.columns SET STATISTICS 12;
CREATE STATISTICS s.on_dropped ON a, "C c" FROM s."T; t";
