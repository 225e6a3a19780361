CREATE TABLE p (a int);
CREATE TABLE q (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
CREATE TABLE k (a int, g int);
CREATE TABLE r (a int, g int);
CREATE TABLE rh () INHERITS (r);
