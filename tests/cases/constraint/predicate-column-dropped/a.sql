CREATE SCHEMA app;
CREATE TABLE app.t (a int, b int, c int, EXCLUDE USING btree (b WITH =) WHERE (c > 0));
