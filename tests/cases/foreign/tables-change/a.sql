CREATE SCHEMA s;

CREATE SERVER a FOREIGN DATA WRAPPER w;
CREATE SERVER b FOREIGN DATA WRAPPER w;
CREATE FUNCTION s.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE s.parent (id integer NOT NULL, kind text);
CREATE TABLE s.whole (id integer, at date NOT NULL) PARTITION BY LIST (id);
GRANT CREATE ON SCHEMA s TO app_writer;
GRANT USAGE ON FOREIGN SERVER a TO app_writer;

CREATE FOREIGN TABLE s.columns (a integer, gone text, b text OPTIONS (x '1', y '2'), c integer NOT NULL DEFAULT 1) SERVER a;
CREATE FOREIGN TABLE s.between (a integer, c integer) SERVER a OPTIONS (x '1', y '2');
CREATE FOREIGN TABLE s.options (a integer) SERVER a OPTIONS (x '1', y '2');
CREATE FOREIGN TABLE s.server (a integer OPTIONS (o 'p')) SERVER a OPTIONS (x '1');
COMMENT ON FOREIGN TABLE s.server IS 'kept';
COMMENT ON COLUMN s.server.a IS 'kept';
GRANT SELECT ON s.server TO app_reader;
CREATE VIEW s.v AS SELECT a FROM s.server;
CREATE FOREIGN TABLE s.heir (id integer NOT NULL, kind text, more text) SERVER a;
CREATE FOREIGN TABLE s.checked (a integer, CONSTRAINT one CHECK (a > 1), CONSTRAINT two CHECK (a > 2)) SERVER a;
