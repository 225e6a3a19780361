CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a integer, b integer, "D d" bigint, d date);

CREATE STATISTICS s.kinds (ndistinct, mcv) ON a, b FROM s."T; t";
CREATE STATISTICS s.columns ON a, d FROM s."T; t";
ALTER STATISTICS s.columns SET STATISTICS 12;
CREATE STATISTICS s.expression ON (a - b) FROM s."T; t";
CREATE STATISTICS s.target ON a, b FROM s."T; t";
ALTER STATISTICS s.target SET STATISTICS 1000;
CREATE STATISTICS s.back ON a, d FROM s."T; t";
COMMENT ON STATISTICS s.kinds IS 'kept';
