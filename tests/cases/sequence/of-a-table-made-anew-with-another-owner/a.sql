-- A table that becomes partitioned is made anew, its sequence stays, and both get another owner apart from each other.
CREATE SCHEMA s;
GRANT CREATE ON SCHEMA s TO app_reader;
CREATE TABLE s.parts (id serial PRIMARY KEY, n integer);
CREATE VIEW s.v AS SELECT * FROM s.parts;
CREATE SEQUENCE s."S 1";
CREATE TABLE s.t (c integer);
ALTER SEQUENCE s."S 1" OWNED BY s.t.c;
CREATE TABLE s.goes (id serial PRIMARY KEY);
CREATE TABLE s.hands_over (id serial PRIMARY KEY);
