CREATE SCHEMA app;
CREATE TABLE app.t (id integer PRIMARY KEY, n integer) PARTITION BY RANGE (id);
CREATE TABLE app.p (id integer PRIMARY KEY, n integer);
CREATE INDEX p_n_idx ON app.p (n);
CREATE INDEX n_idx ON app.t (n);
