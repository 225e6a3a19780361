CREATE TABLE t (id int PRIMARY KEY, a int, "B c" text);
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE VIEW v AS SELECT id, a, "B c" FROM t;
GRANT SELECT ON v TO PUBLIC;
CREATE INDEX t_a ON t (a);
CREATE TABLE w (id int CONSTRAINT known CHECK (id IS NOT NULL));
-- desired
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, "B c" text NOT NULL);
CREATE TABLE p (a int, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
-- A view that is made anew is not missing until NOT NULL is validated and the index is built.
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT ON v TO PUBLIC;
CREATE INDEX t_a ON t (a);
CREATE INDEX p_b ON p (b);
-- What a check proves is not read.
CREATE TABLE w (id int NOT NULL);
