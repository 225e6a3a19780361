-- Whether policies hold for the owner depends on a role that only the database knows.
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE VIEW v AS SELECT * FROM t; -- finds: RLS023 info
GRANT SELECT ON v TO anon;
