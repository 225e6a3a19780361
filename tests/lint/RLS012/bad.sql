CREATE TABLE notes (id bigint PRIMARY KEY, organization_id uuid, role text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (organization_id = (auth.jwt() -> 'user_metadata' ->> 'organization_id')::uuid); -- finds: RLS012 error
CREATE POLICY b ON notes USING (((SELECT auth.jwt()) #>> '{user_metadata,role}') = role); -- finds: RLS012 error
CREATE POLICY c ON notes USING ((current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> 'role') = 'admin'); -- finds: RLS012 error
CREATE POLICY d ON notes USING (EXISTS (SELECT FROM auth.users u WHERE u.id = auth.uid() AND u.raw_user_meta_data ->> 'role' = role)); -- finds: RLS012 error
CREATE POLICY e ON notes FOR INSERT WITH CHECK (jsonb_extract_path_text(auth.jwt(), 'user_metadata', 'role') = role); -- finds: RLS012 error
CREATE POLICY f ON notes USING ((auth.jwt())['user_metadata']['role'] = to_jsonb(role)); -- finds: RLS012 error
CREATE POLICY g ON notes USING ((auth.jwt() #>> array['user_metadata', 'role']) = role); -- finds: RLS012 error
CREATE FUNCTION my_role() RETURNS text LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT auth.jwt() -> 'user_metadata' ->> 'role' $$;
CREATE POLICY h ON notes USING (role = (SELECT my_role())); -- finds: RLS012 error
