"""Whatever changes in a schema changes what its catalogues hold, and what happens to rows does not."""

from __future__ import annotations

import psycopg

from schemadiff.postgres.content import content

START = """
    CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', parent int REFERENCES t);
    CREATE INDEX i ON t (lower(a));
    CREATE VIEW v AS SELECT id FROM t;
    CREATE TYPE mood AS ENUM ('low');
    CREATE SEQUENCE s;
    CREATE TABLE history (version text);
"""
CHANGES = (
    "ALTER TABLE t ADD COLUMN b int",
    "ALTER TABLE t ADD COLUMN c int",
    "ALTER TABLE t DROP COLUMN c",
    "ALTER TABLE t RENAME COLUMN b TO c",
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 'y'",
    "ALTER TABLE t ALTER COLUMN a SET STATISTICS 7",
    "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 7",
    "COMMENT ON COLUMN t.a IS 'words'",
    "COMMENT ON COLUMN t.a IS 'worlds'",
    "GRANT SELECT (a) ON t TO PUBLIC",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY p ON t USING (a = 'x')",
    "ALTER POLICY p ON t USING (a = 'z')",
    "CREATE OR REPLACE VIEW v AS SELECT id + 0 AS id FROM t",
    "ALTER VIEW v SET (security_invoker = true)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
    "ALTER TYPE mood ADD VALUE 'high'",
    "ALTER SEQUENCE s INCREMENT 2",
    "ALTER SEQUENCE s OWNED BY t.id",
    "ALTER TABLE t ALTER CONSTRAINT t_parent_fkey DEFERRABLE",
    "DROP INDEX i",
    "INSERT INTO history VALUES ('1')",
)
ROWS = (
    "INSERT INTO t SELECT n FROM generate_series(1, 1000) n",
    "ANALYZE",
    "SELECT nextval('s')",
    "DELETE FROM t WHERE id > 1",
    "VACUUM t",
)


def test_every_change_is_seen_and_no_row_is(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as owner:
        owner.execute(START)
        before = content(owner, 1, ("public.history", "public.not_there"))
        unseen, seen = [], []
        for sql in CHANGES:
            owner.execute("SELECT set_config('search_path', 'public', false)")
            owner.execute(sql.encode())
            after = content(owner, 1, ("public.history",))
            unseen += [sql] if after == before else []
            before = after
        for sql in ROWS:
            owner.execute("SELECT set_config('search_path', 'public', false)")
            owner.execute(sql.encode())
            seen += [sql] if content(owner, 1, ("public.history",)) != before else []
        other = content(owner, 2, ("public.history",))

    assert (unseen, seen) == ([], [])
    assert other != before
    assert {name: numbers[0] for name, numbers in other.items()} == {n: m[0] for n, m in before.items()}
