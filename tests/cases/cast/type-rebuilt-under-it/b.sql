CREATE SCHEMA s;
CREATE TYPE s.span AS RANGE (subtype = bigint);
CREATE FUNCTION s.low(s.span) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)::text';
CREATE CAST (s.span AS text) WITH FUNCTION s.low(s.span) AS ASSIGNMENT;
COMMENT ON CAST (s.span AS text) IS 'stays';
