CREATE SCHEMA s;
CREATE TABLE s.same (a int, b int, n varchar(10), CONSTRAINT one CHECK (a BETWEEN 1 AND 5 AND b > 0), CONSTRAINT two CHECK (n IN ('x', 'y')));
CREATE VIEW s.same_too AS SELECT a FROM s.same WHERE a BETWEEN 1 AND 5 AND b > 0 AND n IN ('x', 'y');
CREATE INDEX "I; dx" ON s.same (a) WHERE n IN ('x', 'y');
CREATE TABLE s.g (a int, b int, n varchar(10));
CREATE VIEW s.units AS SELECT extract('YEAR' FROM now()) AS y, extract('Month' FROM now()) = 5 AS m;
