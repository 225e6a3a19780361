CREATE SCHEMA s;
CREATE TABLE s.one (x integer);
CREATE TABLE s."Two; 2" (x integer);
CREATE TABLE s.middle () INHERITS (s."Two; 2");
CREATE TABLE s.below () INHERITS (s.middle);
ALTER TABLE s."Two; 2" ADD CONSTRAINT "N; n" NOT NULL x NOT VALID;
