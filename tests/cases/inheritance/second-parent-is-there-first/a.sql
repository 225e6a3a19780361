CREATE SCHEMA s;
CREATE TABLE s.m (x integer);
CREATE TABLE s.n (x integer);
