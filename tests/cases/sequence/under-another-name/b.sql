CREATE TABLE t (id int PRIMARY KEY);
CREATE SEQUENCE "Number of t" AS int CACHE 7 OWNED BY t.id;
ALTER TABLE t ALTER id SET DEFAULT nextval('"Number of t"');
GRANT USAGE ON SEQUENCE "Number of t" TO PUBLIC;
CREATE SEQUENCE s AS bigint START 1;
CREATE TABLE x (a bigint DEFAULT nextval('s'));
CREATE TABLE u (b int DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY u.b;
