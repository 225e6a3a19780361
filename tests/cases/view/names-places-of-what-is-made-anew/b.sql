CREATE SCHEMA "S; s";
SET search_path = "S; s";
CREATE TABLE whole (a int, b int, c int);
CREATE VIEW of_whole AS SELECT p, q FROM whole x(p, gone, q) WHERE gone > 0;
CREATE TABLE computed (a int, "G (g" int GENERATED ALWAYS AS (a + 2) STORED, c int);
CREATE VIEW of_computed AS SELECT p, r FROM computed x(p, q, r) WHERE p > 1;
CREATE TABLE retyped (a bigint, g int GENERATED ALWAYS AS (a + 1) STORED, c int);
CREATE FUNCTION rows() RETURNS SETOF retyped LANGUAGE sql AS 'SELECT * FROM retyped';
CREATE VIEW of_rows AS SELECT g, c FROM rows();
