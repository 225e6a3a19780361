CREATE TABLE t (id int PRIMARY KEY, a int, "B c" text);
-- desired
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, "B c" text NOT NULL);
