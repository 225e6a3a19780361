CREATE SCHEMA app;
SET search_path = app;
CREATE DOMAIN pair AS int CONSTRAINT one CHECK (VALUE > 0) CONSTRAINT two CHECK (VALUE < 100);
COMMENT ON CONSTRAINT one ON DOMAIN pair IS 'above 0';
COMMENT ON CONSTRAINT two ON DOMAIN pair IS 'below 100';
CREATE DOMAIN three AS int CONSTRAINT one CHECK (VALUE > 0) CONSTRAINT two CHECK (VALUE < 100) CONSTRAINT three CHECK (VALUE <> 5);
CREATE DOMAIN chain AS int CONSTRAINT one CHECK (VALUE > 0) CONSTRAINT two CHECK (VALUE < 100);
CREATE DOMAIN needed AS int CONSTRAINT one NOT NULL CONSTRAINT two CHECK (VALUE < 100);
-- PostgreSQL checks nothing inside of arrays, and refuses new checks.
CREATE TABLE t (id int, a pair[], b three[], c chain[], d needed, computed pair[] GENERATED ALWAYS AS (ARRAY[1::pair]) STORED);
