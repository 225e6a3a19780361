CREATE SCHEMA app;
SET search_path = app;
CREATE DOMAIN d AS int CONSTRAINT one CHECK (VALUE > 0);
CREATE TABLE t (id int, computed d[] GENERATED ALWAYS AS (ARRAY[id::d]) STORED);
CREATE INDEX ON t USING gin (computed);
