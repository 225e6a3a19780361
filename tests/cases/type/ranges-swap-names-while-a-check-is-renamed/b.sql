CREATE SCHEMA app;
CREATE TYPE app.b AS RANGE (subtype = integer);
CREATE TYPE app.a AS RANGE (subtype = text);
CREATE TABLE app.t (span app.b, moods app.a, CONSTRAINT "Low" CHECK (lower(span) > 0));
CREATE INDEX i2 ON app.t (span);
COMMENT ON CONSTRAINT "Low" ON app.t IS 'low';
COMMENT ON INDEX app.i2 IS 'is';
