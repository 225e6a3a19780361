CREATE SCHEMA s;
CREATE TABLE s.t (id integer PRIMARY KEY, a integer, "B; b" text);
CREATE PUBLICATION one FOR TABLE s.t;
