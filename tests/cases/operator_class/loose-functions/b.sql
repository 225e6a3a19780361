CREATE SCHEMA s;
CREATE FUNCTION s."oth;er"(integer, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE FUNCTION s.same(x integer, y bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE OPERATOR FAMILY s.family_stays USING hash;
CREATE OPERATOR CLASS s.another FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 2 s."oth;er"(integer, bigint);
CREATE OPERATOR CLASS s."made anew" FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 2 s.same(integer, bigint);
CREATE TABLE s.t (n integer);
CREATE INDEX by_hash ON s.t USING hash (n s."made anew");
