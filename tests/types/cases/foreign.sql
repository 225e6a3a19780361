-- A foreign table is a table. postgres-meta was asked with postgres_fdw in its place: a wrapper must have a handler there.
CREATE FOREIGN DATA WRAPPER made_up;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER made_up;
CREATE FOREIGN TABLE remote (id int NOT NULL, label text DEFAULT 'x') SERVER elsewhere;
CREATE FUNCTION shout(remote) RETURNS text LANGUAGE sql AS 'SELECT upper($1.label)';
CREATE FUNCTION remotes() RETURNS SETOF remote LANGUAGE sql AS 'SELECT * FROM remote';
