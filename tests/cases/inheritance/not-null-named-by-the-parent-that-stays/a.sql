CREATE SCHEMA s;
CREATE TABLE s.one (a integer NOT NULL, z integer);
CREATE TABLE s.two (a integer NOT NULL, "Y; y" integer);
CREATE TABLE s.heir () INHERITS (s.one, s.two);
CREATE TABLE s.below () INHERITS (s.heir);
CREATE TABLE s.other () INHERITS (s.two);
CREATE TABLE s.own (a integer CONSTRAINT mine NOT NULL) INHERITS (s.two);
COMMENT ON CONSTRAINT two_a_not_null ON s.two IS 'stays';
