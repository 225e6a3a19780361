CREATE SCHEMA s;
CREATE TABLE s.one (a integer NOT NULL, z integer);
CREATE TABLE s."Two; 2" (a integer NOT NULL);
CREATE TABLE s.three (a integer NOT NULL, y integer);
CREATE TABLE s.heir () INHERITS (s.one, s."Two; 2", s.three);
CREATE TABLE s.below () INHERITS (s.heir);
CREATE TABLE s.other () INHERITS (s.three);
CREATE TABLE s.own (a integer CONSTRAINT mine NOT NULL) INHERITS (s."Two; 2");
COMMENT ON CONSTRAINT three_a_not_null ON s.three IS 'stays';
