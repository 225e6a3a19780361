-- preset: postgres
CREATE SCHEMA app;
CREATE TABLE app."Users" (id bigint PRIMARY KEY); -- finds: RLS001 error
CREATE TABLE t (id bigint PRIMARY KEY); -- finds: RLS001 error
CREATE TABLE secured (id bigint PRIMARY KEY);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
