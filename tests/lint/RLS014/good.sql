-- Casts that PostgreSQL looks through, expressions that are indexed, constants, and other columns.
CREATE DOMAIN email AS varchar(200);
CREATE TABLE notes (id bigint PRIMARY KEY, "E" varchar(200) NOT NULL, d email, owner text, status text, twin text, n int);
CREATE INDEX ON notes (lower(owner), id);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING ("E" = (SELECT auth.email()));
CREATE POLICY b ON notes USING (d = (SELECT auth.email()));
CREATE POLICY c ON notes USING (lower(owner) = (SELECT auth.email()));
CREATE POLICY d ON notes USING (lower(status) = 'published');
CREATE POLICY e ON notes USING (lower(status) = twin);
CREATE POLICY f ON notes USING (n = (SELECT (auth.jwt() ->> 'n')::bigint));
CREATE POLICY g ON notes FOR INSERT WITH CHECK (lower(status) = (SELECT auth.role()));
-- Row level security is off: RLS002 speaks of it.
CREATE TABLE off (id bigint PRIMARY KEY, owner uuid);
CREATE POLICY a ON off USING (owner::text = (SELECT auth.role()));
CREATE TABLE docs (id bigint PRIMARY KEY, doc jsonb, at timestamptz);
CREATE INDEX ON docs ((doc ->> 'owner'));
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON docs USING (doc ->> 'owner' = (SELECT auth.jwt() ->> 'sub'));
CREATE POLICY b ON docs USING (doc ->> 'state' = 'open' AND doc @> (SELECT auth.jwt()));
