CREATE TABLE notes (id bigint PRIMARY KEY, a int, b int, c int, d int, UNIQUE (a, b, c, d));
CREATE INDEX ON notes (a, b, c) INCLUDE (d, id);
CREATE UNIQUE INDEX ON notes (a, b, c, d, id);
