CREATE SCHEMA private;
CREATE TABLE notes (id bigint PRIMARY KEY, author uuid, at timestamptz);
CREATE FUNCTION private.may_see(uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = auth.uid()';
CREATE FUNCTION private.me() RETURNS uuid LANGUAGE sql AS 'SELECT auth.uid()';
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (private.may_see(author) AND at < now());
-- RLS007 speaks of this one.
CREATE POLICY b ON notes USING (author = private.me());
