"""The effects of statements by their text alone; ``tests/proof`` measures them on servers."""

import pytest

from schemadiff.model import Effects
from schemadiff.model import LockMode as L
from schemadiff.sql.effects import effects, strongest


def said(sql):
    found = effects(sql)
    words = [str(found.lock)]
    words += ["rewrites"] if found.rewrites else []
    words += ["scans"] if found.scans else []
    words += ["outside"] if not found.transactional else []
    return ", ".join(words)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE TABLE t (id int)", "NONE"),
        ("CREATE TABLE t (id int REFERENCES u)", "SHARE ROW EXCLUSIVE"),
        ("CREATE TABLE p PARTITION OF t FOR VALUES IN (1)", "ACCESS EXCLUSIVE, scans"),
        ("DROP TABLE t", "ACCESS EXCLUSIVE"),
        ("DROP FUNCTION f()", "NONE"),
        ("DROP INDEX CONCURRENTLY i", "SHARE UPDATE EXCLUSIVE, outside"),
        ("ALTER TABLE t ADD COLUMN a int", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ADD COLUMN a int DEFAULT 1 NOT NULL", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()", "ACCESS EXCLUSIVE, rewrites, scans"),
        ("ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS IDENTITY", "ACCESS EXCLUSIVE, rewrites, scans"),
        (
            "ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS (b) STORED",
            "ACCESS EXCLUSIVE, rewrites, scans",
        ),
        ("ALTER TABLE t ADD COLUMN a int UNIQUE", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ALTER COLUMN a TYPE bigint", "ACCESS EXCLUSIVE, rewrites, scans"),
        ("ALTER TABLE t ALTER COLUMN a SET NOT NULL", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ALTER COLUMN a SET DEFAULT 1", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ALTER COLUMN a SET STATISTICS 5", "SHARE UPDATE EXCLUSIVE"),
        ("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u", "SHARE ROW EXCLUSIVE, scans"),
        ("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u NOT VALID", "SHARE ROW EXCLUSIVE"),
        ("ALTER TABLE t ADD CHECK (a > 0)", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ADD CHECK (a > 0) NOT VALID", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t VALIDATE CONSTRAINT c", "SHARE UPDATE EXCLUSIVE, scans"),
        ("ALTER TABLE t ADD PRIMARY KEY USING INDEX i", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ADD UNIQUE USING INDEX i", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ADD COLUMN a serial", "ACCESS EXCLUSIVE, rewrites, scans"),
        ("ALTER TABLE t ADD COLUMN a app.d", "ACCESS EXCLUSIVE, rewrites, scans"),
        ("ALTER TABLE t ADD COLUMN a int NOT NULL", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ADD COLUMN a int REFERENCES u", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t ADD COLUMN a int DEFAULT 1 REFERENCES u", "ACCESS EXCLUSIVE, scans"),
        ("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ACCESS EXCLUSIVE"),
        ("ALTER TABLE t RENAME COLUMN a TO b", "ACCESS EXCLUSIVE"),
        ("CREATE INDEX i ON t (a)", "SHARE, scans"),
        ("CREATE INDEX CONCURRENTLY i ON t (a)", "SHARE UPDATE EXCLUSIVE, scans, outside"),
        ("CREATE POLICY p ON t USING (true)", "ACCESS EXCLUSIVE"),
        ("CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()", "SHARE ROW EXCLUSIVE"),
        ("CREATE VIEW v AS SELECT 1", "ACCESS SHARE"),
        ("LOCK TABLE t IN SHARE MODE", "SHARE"),
        ("VACUUM t", "SHARE UPDATE EXCLUSIVE, outside"),
        ("VACUUM FULL t", "ACCESS EXCLUSIVE, rewrites, scans, outside"),
        ("REINDEX TABLE CONCURRENTLY t", "SHARE UPDATE EXCLUSIVE, scans, outside"),
        ("UPDATE t SET a = 1", "ROW EXCLUSIVE"),
        ("DROP FUNCTION f() CASCADE", "ACCESS EXCLUSIVE"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'", "NONE"),
        ("CREATE TYPE e AS ENUM ('a')", "NONE"),
        ("COMMENT ON FUNCTION f() IS 'x'", "NONE"),
        ("GRANT SELECT ON t TO PUBLIC", "NONE"),
        # What is not known is taken for the worst.
        ("SELECT f()", "ACCESS EXCLUSIVE"),
        ("DO 'begin end'", "ACCESS EXCLUSIVE"),
    ],
)
def test_effects(sql, expected):
    assert said(sql) == expected


def test_of_several_the_worst_counts():
    one, other = Effects(L.SHARE, scans=True, loses_data="a"), Effects(L.ACCESS_SHARE, transactional=False)
    assert strongest([one, other]) == Effects(L.SHARE, scans=True, loses_data="a", transactional=False)
    assert strongest([]) == Effects()
