-- PostgreSQL's own settings are always there, and text may be empty.
CREATE TABLE notes (id bigint PRIMARY KEY, tenant uuid, name text, n int);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (tenant = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY b ON notes USING (name = current_setting('app.name', true));
CREATE POLICY c ON notes USING (n < current_setting('server_version_num')::int);
CREATE POLICY d ON notes USING (n = coalesce(nullif(current_setting('app.n', true), ''), '0')::int);
CREATE POLICY e ON notes USING (name = current_setting('app.name', true)::varchar);
CREATE POLICY f ON notes USING (tenant = (SELECT nullif(current_setting('app.tenant', true), ''))::uuid);
