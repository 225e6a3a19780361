CREATE SCHEMA "S; s";
SET search_path = "S; s";
CREATE TABLE whole (b int, a int) PARTITION BY LIST (a);
CREATE TABLE computed (a int, "G (g" int GENERATED ALWAYS AS (a + 1) STORED, c int);
CREATE VIEW of_computed AS SELECT p, r FROM computed x(p, q, r) WHERE p > 0;
CREATE TABLE retyped (a int, g int GENERATED ALWAYS AS (a + 1) STORED, c int);
CREATE FUNCTION rows() RETURNS SETOF retyped LANGUAGE sql AS 'SELECT * FROM retyped';
CREATE VIEW of_rows AS SELECT g, c FROM rows();
