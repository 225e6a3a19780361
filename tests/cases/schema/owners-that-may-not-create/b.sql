CREATE SCHEMA one; CREATE SCHEMA two; GRANT USAGE ON SCHEMA one TO app_writer; GRANT USAGE, CREATE ON SCHEMA two TO app_writer;
CREATE TYPE two.e AS ENUM ('a'); ALTER TYPE two.e OWNER TO app_writer;
CREATE TABLE two.t (id int PRIMARY KEY, a two.e); ALTER TABLE two.t OWNER TO app_writer;
CREATE FUNCTION two.f() RETURNS int LANGUAGE sql RETURN 1; ALTER FUNCTION two.f() OWNER TO app_writer;
CREATE VIEW two.v AS SELECT 1 AS a; ALTER VIEW two.v OWNER TO app_writer;
CREATE TABLE keeps (e two.e);
CREATE SEQUENCE two.s; ALTER SEQUENCE two.s OWNER TO app_writer;
CREATE DOMAIN two.d AS int; ALTER DOMAIN two.d OWNER TO app_writer;
REVOKE CREATE ON SCHEMA two FROM app_writer;
