CREATE SCHEMA s;
CREATE TABLE s.same (a int, b int, n varchar(10), CONSTRAINT one CHECK (a >= 1 AND a <= 5 AND b > 0), CONSTRAINT two CHECK (n::text = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text])));
CREATE VIEW s.same_too AS SELECT a FROM s.same WHERE a >= 1 AND a <= 5 AND b > 0 AND n::text = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text]);
CREATE INDEX "I; dx" ON s.same (a) WHERE n::text = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text]);
CREATE TABLE s.g (
    a int CHECK (a BETWEEN 1 AND 2 AND b = 3), b int, n varchar(10) CHECK (n NOT IN ('x', 'y')),
    computed boolean GENERATED ALWAYS AS (a BETWEEN 1 AND 2 AND b = 3 OR n IN ('x', 'y')) STORED,
    given boolean DEFAULT (1 BETWEEN 0 AND 1 AND true)
);
CREATE DOMAIN s.d AS varchar(5) DEFAULT 'a' CHECK (VALUE IN ('a', 'b') AND length(VALUE) BETWEEN 1 AND 2 AND VALUE <> 'x');
CREATE VIEW s.v AS SELECT a BETWEEN 1 AND 2 AND b = 3 AS seen FROM s.g WHERE n IN ('x', 'y');
ALTER VIEW s.v ALTER COLUMN seen SET DEFAULT (1 BETWEEN 0 AND 1 AND true);
CREATE MATERIALIZED VIEW s.m AS SELECT * FROM s.g WHERE a BETWEEN 1 AND 2 AND b = 3 AND n = ANY (ARRAY['x', 'y']::varchar[]);
CREATE INDEX i ON s.g ((a BETWEEN 1 AND 2 AND b = 3)) WHERE n IN ('x', 'y');
CREATE STATISTICS s.st ON (a BETWEEN 1 AND 2 AND b = 3), a FROM s.g;
CREATE POLICY p ON s.g USING (a BETWEEN 1 AND 5 AND b > 0) WITH CHECK (n IN ('x', 'y'));
CREATE RULE r AS ON DELETE TO s.g WHERE old.a BETWEEN 1 AND 2 AND old.b = 3 DO INSTEAD UPDATE s.g SET a = 1 WHERE n IN ('x', 'y');
CREATE FUNCTION s.tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (((1 = 1 AND 2 = 2) AND 3 = 3) AND new.n::text = ANY ((ARRAY['x'::varchar])::text[])) THEN RETURN NULL; END IF;
END $$;
CREATE TRIGGER t BEFORE INSERT ON s.g FOR EACH ROW WHEN (new.a BETWEEN 1 AND 2 AND new.b = 3) EXECUTE FUNCTION s.tell();
CREATE TABLE s.p (a int, b int) PARTITION BY LIST ((a BETWEEN 1 AND 2 AND b = 3));
CREATE TABLE s.p_1 PARTITION OF s.p FOR VALUES IN (true);
CREATE TABLE s.x (a int4range, n varchar, EXCLUDE USING gist (a WITH &&) WHERE (n IN ('x', 'y') AND upper(a) BETWEEN 1 AND 2 AND n > 'a'));
CREATE FUNCTION s.f(a int DEFAULT (CASE WHEN 1 BETWEEN 0 AND 1 AND true THEN 1 END)) RETURNS boolean
    BEGIN ATOMIC SELECT a BETWEEN 1 AND 5 AND a > 3; END;
COMMENT ON TABLE s.g IS '(((a AND b) AND c) AND d)';
CREATE VIEW s.unnamed AS
    WITH RECURSIVE r(n, said) AS (SELECT 1, 'x'::text UNION ALL SELECT n + 1, 'y' FROM r WHERE n < 5)
    SELECT said, (SELECT 'z') AS z FROM r WHERE EXISTS (SELECT 'w' FROM s.same WHERE a = r.n);
CREATE FUNCTION s.inserted() RETURNS void BEGIN ATOMIC INSERT INTO s.same (a, n) SELECT -1, 'x'; END;
CREATE VIEW s.units AS SELECT extract(year FROM now()) AS y, extract(month FROM now()) = 5 AS m;
CREATE TABLE s.of_a_day (at date DEFAULT now(), n int DEFAULT extract('EPOCH' FROM interval '1 day'), CHECK (extract("DoW" FROM at) > 1));
CREATE VIEW s.unnamed_inside AS SELECT 1 AS o WHERE EXISTS (SELECT E'a\nb') AND EXISTS (SELECT (SELECT NULL UNION SELECT 1), (SELECT 'x')::varchar);
