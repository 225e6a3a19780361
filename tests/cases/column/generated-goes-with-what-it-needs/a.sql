CREATE SCHEMA s;
CREATE TYPE s."pa; ir" AS (a int, b int);
CREATE TYPE s.size AS ENUM ('s', 'l');
CREATE FUNCTION s.first(s."pa; ir") RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE s.t (a int, first int GENERATED ALWAYS AS (s.first(ROW(a, 1))) STORED);
CREATE TABLE s.u (a s.size, b int, small bool GENERATED ALWAYS AS (a = 's'::s.size) STORED);
