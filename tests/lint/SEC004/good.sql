CREATE SCHEMA private;
CREATE TABLE private.jobs (id bigint PRIMARY KEY);
GRANT SELECT ON private.jobs TO PUBLIC;
GRANT ALL ON private.jobs TO service_role;
CREATE TABLE private.guarded (id bigint PRIMARY KEY);
ALTER TABLE private.guarded ENABLE ROW LEVEL SECURITY;
GRANT INSERT ON private.guarded TO anon;
-- RLS001 speaks of what is exposed.
CREATE TABLE exposed (id bigint PRIMARY KEY);
GRANT INSERT ON exposed TO anon;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO anon;
ALTER DEFAULT PRIVILEGES IN SCHEMA private GRANT ALL ON TABLES TO service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA private GRANT ALL ON SEQUENCES TO anon;
