CREATE SCHEMA s;
CREATE TABLE s.one (a integer, b integer);
CREATE TABLE s.two (a integer CONSTRAINT second NOT NULL, b integer CONSTRAINT "N; ever" NOT NULL NO INHERIT);
CREATE TABLE s.heir () INHERITS (s.one, s.two);
CREATE TABLE s.other () INHERITS (s.two, s.one);
ALTER TABLE s.one ADD CONSTRAINT first NOT NULL a;
ALTER TABLE s.one ADD CONSTRAINT third NOT NULL b;
