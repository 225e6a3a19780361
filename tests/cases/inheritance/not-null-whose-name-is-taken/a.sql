-- The heir has it by itself as well, and another column has the name until then.
CREATE TABLE p (a int);
CREATE TABLE s (x int CONSTRAINT s_id_not_null NOT NULL) INHERITS (p);

-- It comes from the parent alone.
CREATE TABLE q (a int);
CREATE TABLE r (b int CONSTRAINT r_nn NOT NULL) INHERITS (q);
CREATE TABLE rr (b int CONSTRAINT r_nn NOT NULL) INHERITS (q);

-- A check has it.
CREATE TABLE c (a int);
CREATE TABLE d (x int CONSTRAINT d_nn CHECK (x > 0)) INHERITS (c);

-- It is its own, by a name of its own, before it is inherited.
CREATE TABLE above (id int);
CREATE TABLE below () INHERITS (above);
