CREATE SCHEMA private;
CREATE TABLE notes (id bigint PRIMARY KEY, tenant uuid, author uuid);
CREATE FUNCTION private.tenant() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION private.same(uuid, uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (tenant = (SELECT private.tenant()));
CREATE POLICY b ON notes FOR INSERT WITH CHECK (private.same(author, (SELECT auth.uid())));
