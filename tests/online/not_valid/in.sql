CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY);
-- desired
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int CHECK (c > 0),
    CONSTRAINT "small a" CHECK (a < 10), CONSTRAINT up FOREIGN KEY (b) REFERENCES u DEFERRABLE);
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE fresh (a int CHECK (a > 0), b int REFERENCES t);
