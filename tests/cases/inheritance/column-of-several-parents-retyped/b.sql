CREATE SCHEMA s;
CREATE TABLE s.p (b text, x integer);
CREATE TABLE s.q (b text NOT NULL, "Y; y" integer DEFAULT 7);
CREATE TABLE s.heir () INHERITS (s.p, s.q);
CREATE TABLE s.below (z integer) INHERITS (s.heir);
CREATE TABLE s.only (z integer) INHERITS (s.q);
CREATE VIEW s.v AS SELECT b, x FROM s.heir;
CREATE VIEW s.w AS SELECT b FROM s.q;

-- Three parents, a check, and names in need of quotes.
CREATE TABLE s."P" ("B b" bigint CONSTRAINT "c; c" CHECK ("B b" > 0), u integer);
CREATE TABLE s."Q.Q" ("B b" bigint DEFAULT 6 NOT NULL, v integer);
CREATE TABLE s.r (w integer, "B b" bigint);
CREATE TABLE s."He.ir" ("B b" bigint) INHERITS (s."P", s."Q.Q", s.r);
CREATE INDEX i ON s.r ("B b");
CREATE INDEX j ON s."He.ir" ("B b");
