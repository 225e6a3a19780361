-- What a build that failed leaves behind.
CREATE TABLE {schema}.doubles (id int PRIMARY KEY, "A" int);
INSERT INTO {schema}.doubles VALUES (1, 1), (2, 1);
-- fails
CREATE UNIQUE INDEX CONCURRENTLY "Half done" ON {schema}.doubles ("A");
-- finds: IDX004 warning index {schema}."Half done"
