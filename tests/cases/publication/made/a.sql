CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
CREATE TABLE s.t (id integer PRIMARY KEY, a integer, "B; b" text);
CREATE TABLE s.u (id integer PRIMARY KEY, a text);
CREATE TABLE "Ot; her"."T; t" (id integer PRIMARY KEY);
CREATE TABLE s.p (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES IN (1);
