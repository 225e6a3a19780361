CREATE TABLE notes (id bigint PRIMARY KEY, tenant uuid, n int, doc jsonb);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (tenant = current_setting('app.tenant')::uuid); -- finds: RLS018 warning
CREATE POLICY b ON notes USING (tenant = current_setting('app.tenant', true)::uuid); -- finds: RLS018 warning
CREATE POLICY c ON notes FOR INSERT WITH CHECK (n = coalesce(current_setting('app.n', true), '0')::int); -- finds: RLS018 warning
CREATE POLICY d ON notes USING (tenant = (SELECT (current_setting('request.jwt.claims', true)::json ->> 'sub')::uuid)); -- finds: RLS018 warning
CREATE POLICY e ON notes USING (tenant = (SELECT current_setting('app.tenant', true))::uuid); -- finds: RLS018 warning
