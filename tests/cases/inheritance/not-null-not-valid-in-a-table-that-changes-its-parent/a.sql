-- The table in the middle takes along what it has, as its own: pg_dump says so, and nothing can change that.
CREATE SCHEMA s;
CREATE TABLE s.one (x integer);
CREATE TABLE s."Two; 2" (x integer);
CREATE TABLE s.middle () INHERITS (s.one);
CREATE TABLE s.below () INHERITS (s.middle);
ALTER TABLE s.one ADD CONSTRAINT "N; n" NOT NULL x NOT VALID;
