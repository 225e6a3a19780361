CREATE TABLE t (a int, "b c" text);
CREATE TABLE "q""t" (a int);
CREATE TABLE p (a int) PARTITION BY LIST (a);
-- desired
CREATE TABLE t (a int, "b c" text);
CREATE TABLE "q""t" (a int);
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE INDEX plain ON t (a);
COMMENT ON INDEX plain IS 'found by it';
CREATE UNIQUE INDEX "odd ""name" ON "q""t" (a) WHERE a > 0;
CREATE INDEX on_parts ON p (a);
CREATE TABLE fresh (a int);
CREATE INDEX on_fresh ON fresh (a);
