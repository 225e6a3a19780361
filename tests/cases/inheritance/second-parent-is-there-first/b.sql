CREATE SCHEMA s;
CREATE TABLE s.z (x integer);
CREATE VIEW s.zv AS SELECT x FROM s.z;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT x FROM s.zv; END;
CREATE TABLE s.l (x integer, y integer DEFAULT s.f());
CREATE TABLE s.m (x integer);
CREATE TABLE s.n (x integer, y integer) INHERITS (s.l, s.m);
