-- since: 15
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE TABLE open (id bigint PRIMARY KEY);
CREATE VIEW no_grants AS SELECT * FROM t;
CREATE VIEW over_open AS SELECT * FROM open;
GRANT SELECT ON over_open TO anon;
CREATE VIEW for_service AS SELECT * FROM t;
GRANT SELECT ON for_service TO service_role;
CREATE SCHEMA private;
CREATE VIEW private.hidden AS SELECT * FROM t;
GRANT SELECT ON private.hidden TO anon;
-- Policies hold for the owner of the view, who does not own the table.
CREATE VIEW others AS SELECT * FROM t;
ALTER VIEW others OWNER TO service_role;
GRANT SELECT ON others TO anon;
CREATE VIEW invoker WITH (security_invoker = true) AS SELECT * FROM t;
GRANT SELECT ON invoker TO anon;
CREATE VIEW invoker_on WITH (security_invoker) AS SELECT * FROM no_grants;
GRANT SELECT ON invoker_on TO anon;
