CREATE TABLE h (x int);
CREATE TABLE k (x int);
CREATE TABLE p (a int, b int, c int);
