CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
CREATE TABLE s.t (id integer PRIMARY KEY, a bigint, "B; b" text);
CREATE TABLE s.u (id integer PRIMARY KEY, a text);
CREATE TABLE "Ot; her"."T; t" (id integer PRIMARY KEY);
CREATE TABLE s.p (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES IN (1);

CREATE PUBLICATION one FOR TABLE s.t (id, "B; b") WHERE (id < 7), s.u;
CREATE PUBLICATION two FOR TABLE s.t WHERE (a > 3) WITH (publish = 'insert');
CREATE PUBLICATION three FOR TABLE s.t;
CREATE TABLE s.v (a integer PRIMARY KEY);
CREATE PUBLICATION four;
