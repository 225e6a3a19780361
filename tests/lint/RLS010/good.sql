-- lint: app_roles = ["service_role"]
CREATE TABLE forced (id bigint PRIMARY KEY);
ALTER TABLE forced ENABLE ROW LEVEL SECURITY;
ALTER TABLE forced FORCE ROW LEVEL SECURITY;
ALTER TABLE forced OWNER TO service_role;
CREATE TABLE migrated (id bigint PRIMARY KEY);
ALTER TABLE migrated ENABLE ROW LEVEL SECURITY;
CREATE TABLE plain (id bigint PRIMARY KEY);
ALTER TABLE plain OWNER TO service_role;
