CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE notes (id bigint PRIMARY KEY, organization_id uuid NOT NULL, email text NOT NULL, n int, m mood, c char(3));
CREATE INDEX ON notes (organization_id);
CREATE INDEX ON notes (upper(email));
CREATE INDEX ON notes (id) WHERE lower(email) = 'x';
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (organization_id::text = (SELECT auth.jwt() ->> 'organization_id')); -- finds: RLS014 warning
CREATE POLICY b ON notes USING (lower(email) = (SELECT auth.email())); -- finds: RLS014 warning
CREATE POLICY c ON notes USING (m::text IN (SELECT auth.role())); -- finds: RLS014 warning
CREATE POLICY d ON notes USING (auth.role() = coalesce(email, 'x') AND id > 0); -- finds: RLS014 warning
CREATE POLICY e ON notes USING (n::numeric = (SELECT (auth.jwt() ->> 'n')::numeric)); -- finds: RLS014 warning
CREATE TABLE docs (id bigint PRIMARY KEY, doc jsonb, at timestamptz);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON docs USING (doc ->> 'owner' = (SELECT auth.jwt() ->> 'sub')); -- finds: RLS014 warning
CREATE POLICY b ON docs USING (date_trunc('day', at) = (SELECT current_setting('app.day', true)::timestamptz)); -- finds: RLS014 warning
