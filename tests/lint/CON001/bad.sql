CREATE TABLE t (id bigint, x text UNIQUE); -- finds: CON001 warning
CREATE TABLE "T, ""2""" (); -- finds: CON001 warning
CREATE TABLE parted (id bigint) PARTITION BY RANGE (id); -- finds: CON001 warning
CREATE TABLE keyed (id bigint PRIMARY KEY);
CREATE TABLE heir () INHERITS (keyed); -- finds: CON001 warning
CREATE SCHEMA private;
CREATE UNLOGGED TABLE private.t (id bigint NOT NULL UNIQUE); -- finds: CON001 warning
