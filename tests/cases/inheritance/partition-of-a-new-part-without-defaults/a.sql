CREATE SCHEMA s;
CREATE TABLE s.leaf (a integer, b integer);
