CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
CREATE TABLE s.t (id integer PRIMARY KEY, a integer, "B; b" text);
CREATE TABLE s.u (id integer PRIMARY KEY, a text);
CREATE TABLE "Ot; her"."T; t" (id integer PRIMARY KEY);
CREATE TABLE s.p (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES IN (1);

CREATE PUBLICATION one FOR TABLE s.t (id, a), s.u WHERE (id > 1);
CREATE PUBLICATION two FOR TABLE s.t WHERE (a IS NOT NULL AND "B; b" = 'it''s') WITH (publish = 'insert');
CREATE PUBLICATION three FOR TABLE s.t (id, "B; b");
-- A column list is kept in the order of the table, which a column that comes again changes.
CREATE TABLE s.v ("B, (b" integer, a integer PRIMARY KEY);
CREATE PUBLICATION four FOR TABLE s.v (a, "B, (b") WHERE (a > 0);
