CREATE DOMAIN label AS text;
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TYPE pair AS (a int, b int);
CREATE TABLE t (id bigint PRIMARY KEY, label label, pair pair, email text);
