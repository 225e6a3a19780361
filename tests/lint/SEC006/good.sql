-- Names that only contain such a word, columns that nobody was granted, rows that are one's own.
CREATE SCHEMA private;
CREATE TABLE accounts (id bigint PRIMARY KEY, token_count int, password_changed_at timestamptz, password text, uid uuid);
GRANT SELECT (id, token_count, password_changed_at) ON accounts TO authenticated;
GRANT UPDATE (password) ON accounts TO authenticated;
CREATE TABLE own (id bigint PRIMARY KEY, secret text, uid uuid);
ALTER TABLE own ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON own TO authenticated;
CREATE POLICY own ON own USING (uid = (SELECT auth.uid()));
CREATE TABLE private.keys (id bigint PRIMARY KEY, secret text);
GRANT SELECT ON private.keys TO authenticated;
CREATE TABLE service (id bigint PRIMARY KEY, secret text);
GRANT SELECT ON service TO service_role;
