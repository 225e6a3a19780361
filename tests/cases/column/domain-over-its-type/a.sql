CREATE DOMAIN "Short" AS varchar(10) CHECK (VALUE <> '');
CREATE TABLE t (id int PRIMARY KEY, j jsonb DEFAULT '{}', "N" varchar(10), several text[], a "Short");
CREATE VIEW v AS SELECT id, j, "N" FROM t;
