CREATE SCHEMA app;
CREATE TABLE app.held (n integer);
CREATE DOMAIN app.d AS app.held;
CREATE TABLE app.holds (held app.held, id integer, many app.d[]);
