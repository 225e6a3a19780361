CREATE TABLE notes (id bigint PRIMARY KEY, a int, b int, c int, "D" int);
CREATE INDEX "Wide" ON notes (a, b, c, "D"); -- finds: IDX007 info
CREATE INDEX wide_expression ON notes (a, b, (c + 1), "D" DESC); -- finds: IDX007 info
