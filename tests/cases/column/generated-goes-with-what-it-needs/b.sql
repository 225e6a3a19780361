CREATE SCHEMA s;
CREATE TABLE s.t (a int);
CREATE TABLE s.u (a text, b int);
