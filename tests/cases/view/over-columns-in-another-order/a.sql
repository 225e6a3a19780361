CREATE SCHEMA "S; s";
SET search_path = "S; s";
CREATE TABLE t (a int, "B, (b" int, c int);
CREATE FUNCTION found(about text) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE VIEW rows_of_a_function AS SELECT a FROM found('x, (y') WHERE c > 0;
CREATE VIEW under_other_names AS SELECT "C; c" FROM t x(p, q, "C; c");
