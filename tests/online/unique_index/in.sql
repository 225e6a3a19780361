CREATE TABLE t (id int PRIMARY KEY, a int, b int, "c d" int);
CREATE TABLE u (a int);
-- desired
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int, "c d" int,
    CONSTRAINT "b and c" UNIQUE NULLS NOT DISTINCT (b, "c d") DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT more UNIQUE (b) INCLUDE (a));
CREATE TABLE u (a int REFERENCES t (a));
