-- lint: app_roles = ["service_role"]
CREATE SCHEMA app;
CREATE TABLE app."Notes" (id bigint PRIMARY KEY); -- finds: RLS010 info
ALTER TABLE app."Notes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE app."Notes" OWNER TO service_role;
