CREATE TABLE p (a int, id int NOT NULL);
CREATE TABLE s (x int, id int NOT NULL) INHERITS (p);

CREATE TABLE q (a int, id int CONSTRAINT r_nn NOT NULL);
CREATE TABLE r (b int NOT NULL) INHERITS (q);
CREATE TABLE rr (b int) INHERITS (q);

CREATE TABLE c (a int, id int CONSTRAINT d_nn NOT NULL);
CREATE TABLE d (x int CONSTRAINT other CHECK (x > 0)) INHERITS (c);

CREATE TABLE above (id int NOT NULL);
CREATE TABLE below (id int NOT NULL) INHERITS (above);
