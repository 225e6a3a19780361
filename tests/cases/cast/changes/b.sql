CREATE SCHEMA s;
CREATE TYPE s.state AS ENUM ('on', 'off');
CREATE TYPE s."Po; int" AS (x integer, y integer);
CREATE FUNCTION s.state_of(integer) RETURNS s.state LANGUAGE sql IMMUTABLE RETURN CASE WHEN $1 > 0 THEN 'on' ELSE 'off' END::s.state;
CREATE FUNCTION s.point_of(text, integer, boolean) RETURNS s."Po; int" LANGUAGE sql IMMUTABLE RETURN ROW(length($1), $2)::s."Po; int";

CREATE FUNCTION s.other(integer) RETURNS s.state LANGUAGE sql IMMUTABLE RETURN 'on'::s.state;
CREATE CAST (integer AS s.state) WITH FUNCTION s.other(integer) AS IMPLICIT;
CREATE CAST (s.state AS varchar) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (integer AS s.state) IS 'kept';
CREATE VIEW s.v AS SELECT 1::s.state AS a, 2 AS b;
