CREATE SCHEMA private;
CREATE TABLE private.jobs (id bigint PRIMARY KEY); -- finds: SEC004 warning
GRANT INSERT ON private.jobs TO PUBLIC;
CREATE TABLE private."Logs" (id bigint PRIMARY KEY, t text); -- finds: SEC004 warning
GRANT UPDATE (t), SELECT ON private."Logs" TO anon;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated; -- finds: SEC004 warning
ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO PUBLIC; -- finds: SEC004 warning
