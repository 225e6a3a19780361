CREATE SCHEMA one; CREATE SCHEMA two; GRANT USAGE, CREATE ON SCHEMA one TO app_writer; GRANT USAGE ON SCHEMA two TO app_writer;
CREATE TYPE one.e AS ENUM ('a'); ALTER TYPE one.e OWNER TO app_writer;
CREATE TABLE one.t (id int PRIMARY KEY, a one.e); ALTER TABLE one.t OWNER TO app_writer;
CREATE FUNCTION one.f() RETURNS int LANGUAGE sql RETURN 1; ALTER FUNCTION one.f() OWNER TO app_writer;
CREATE VIEW one.v AS SELECT 1 AS a; ALTER VIEW one.v OWNER TO app_writer;
CREATE TABLE keeps (e one.e);
CREATE SEQUENCE one.s; ALTER SEQUENCE one.s OWNER TO app_writer;
CREATE DOMAIN one.d AS int; ALTER DOMAIN one.d OWNER TO app_writer;
