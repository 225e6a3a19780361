CREATE SCHEMA s;
CREATE FUNCTION s.goes(integer, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE FUNCTION s.one(integer, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE FUNCTION s.same(a integer, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE OPERATOR CLASS s.family_stays FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 2 s.goes(integer, bigint);
CREATE OPERATOR CLASS s.another FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 2 s.one(integer, bigint);
CREATE OPERATOR CLASS s."made anew" FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 2 s.same(integer, bigint);
CREATE TABLE s.t (n integer);
CREATE INDEX by_hash ON s.t USING hash (n s."made anew");
