CREATE SCHEMA s;
CREATE TABLE s.t (a serial);
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE s.ag (int) (sfunc = int4larger, stype = int);
CREATE TYPE s.e AS ENUM ('x');
CREATE COLLATION s.c FROM "C";
