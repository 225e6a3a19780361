CREATE DOMAIN "Short" AS varchar(10) CHECK (VALUE <> '');
CREATE DOMAIN "Stats" AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
CREATE DOMAIN words AS text[] CHECK (cardinality(VALUE) < 10);
CREATE DOMAIN "Other" AS varchar(10) NOT NULL;
CREATE TABLE t (id int PRIMARY KEY, j "Stats" NOT NULL DEFAULT '{}', "N" "Short", several words, a "Other");
CREATE VIEW v AS SELECT id, j, "N" FROM t;
