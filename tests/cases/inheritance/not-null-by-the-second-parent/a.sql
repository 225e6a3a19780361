CREATE SCHEMA s;
CREATE TABLE s.one (a integer CONSTRAINT first NOT NULL, b integer);
CREATE TABLE s.two (a integer CONSTRAINT second NOT NULL, b integer CONSTRAINT "N; ever" NOT NULL NO INHERIT);
