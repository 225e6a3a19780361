CREATE SCHEMA private;
CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
CREATE FUNCTION private."May see"(uuid) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = auth.uid()';
CREATE FUNCTION private.me() RETURNS uuid LANGUAGE sql AS 'SELECT auth.uid()';
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (private."May see"(author)); -- finds: RLS019 warning
CREATE POLICY b ON notes USING (author = (SELECT private.me())); -- finds: RLS019 warning
CREATE POLICY c ON notes FOR INSERT WITH CHECK (set_config('app.author', author::text, true) <> ''); -- finds: RLS019 warning
