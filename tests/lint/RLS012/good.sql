-- What only the server sets, keys of the row's own column, and the word as a value.
CREATE TABLE notes (id bigint PRIMARY KEY, organization_id uuid, data jsonb, kind text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (organization_id = (auth.jwt() -> 'app_metadata' ->> 'organization_id')::uuid);
CREATE POLICY b ON notes USING (data ->> 'user_metadata' IS NULL);
CREATE POLICY c ON notes USING (kind = 'user_metadata');
CREATE POLICY d ON notes USING ((auth.jwt() ->> 'user_metadata_version') = kind);
CREATE FUNCTION my_role() RETURNS text LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT auth.jwt() -> 'app_metadata' ->> 'role' $$;
CREATE POLICY e ON notes USING (kind = (SELECT my_role()));
