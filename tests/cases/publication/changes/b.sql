CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
CREATE TABLE s.t (id integer PRIMARY KEY, a integer, "B; b" text);
CREATE TABLE s.u (id integer PRIMARY KEY, a text);
CREATE TABLE "Ot; her"."T; t" (id integer PRIMARY KEY);
CREATE TABLE s.p (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES IN (1);

CREATE PUBLICATION p1 FOR TABLE s.u, "Ot; her"."T; t";
CREATE PUBLICATION p2 FOR TABLE s.t WITH (publish = 'update, delete');
CREATE PUBLICATION p3 FOR TABLE s.p WITH (publish_via_partition_root, publish = 'insert');
COMMENT ON PUBLICATION p1 IS 'kept';
