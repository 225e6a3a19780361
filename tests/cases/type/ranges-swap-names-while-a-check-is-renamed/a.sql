-- The check would only be renamed, but the range that it uses cannot be made anew under it.
CREATE SCHEMA app;
CREATE TYPE app.a AS RANGE (subtype = integer);
CREATE TYPE app.b AS RANGE (subtype = text);
CREATE TABLE app.t (span app.a, moods app.b, CONSTRAINT n1 CHECK (lower(span) > 0));
CREATE INDEX i1 ON app.t (span);
COMMENT ON CONSTRAINT n1 ON app.t IS 'low';
COMMENT ON INDEX app.i1 IS 'was';
