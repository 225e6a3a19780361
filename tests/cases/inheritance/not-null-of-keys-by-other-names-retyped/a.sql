-- Neither column of a parent can be without NOT NULL, of which a child's has another name.
CREATE TABLE p (a int PRIMARY KEY, n int);
CREATE TABLE c (a int CONSTRAINT "own one" NOT NULL) INHERITS (p);
CREATE TABLE d () INHERITS (p);
CREATE TABLE e (a int CONSTRAINT own_too NOT NULL) INHERITS (d);
CREATE TABLE f () INHERITS (c);
CREATE TABLE q (id int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE "Child" (id int CONSTRAINT own NOT NULL, PRIMARY KEY (id)) INHERITS (q);
