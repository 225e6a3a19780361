CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a integer, b integer, "C c" text, d date);

CREATE STATISTICS s.every ON a, b FROM s."T; t";
CREATE STATISTICS s.one (ndistinct) ON a, "C c" FROM s."T; t";
CREATE STATISTICS "Ot; her"."St; at" (dependencies, mcv) ON a, b, d FROM s."T; t";
CREATE STATISTICS s.expression ON (lower("C c")) FROM s."T; t";
CREATE STATISTICS s.mixed (mcv) ON a, (b + 1), (lower("C c")) FROM s."T; t";
ALTER STATISTICS s.one SET STATISTICS 77;
ALTER STATISTICS s.mixed SET STATISTICS 0;
COMMENT ON STATISTICS "Ot; her"."St; at" IS 'odd';
ALTER STATISTICS s.expression OWNER TO app_writer;
