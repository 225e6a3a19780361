"""Every change of a schema changes the content of the system catalogues, and no change of rows does."""

from __future__ import annotations

import psycopg

from schemadiff.postgres.content import BESIDE, COLUMNS, COPIED, UPKEEP, content, traces

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
    "GRANT SELECT (ctid) ON t TO PUBLIC",
    "REVOKE SELECT (ctid) ON t FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY p ON t USING (a = 'x')",
    "ALTER POLICY p ON t USING (a = 'z')",
    "CREATE OR REPLACE VIEW v AS SELECT id + 0 AS id FROM t",
    "ALTER VIEW v SET (security_barrier = true)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
    "ALTER TYPE mood ADD VALUE 'high'",
    "ALTER SEQUENCE s INCREMENT 2",
    "ALTER SEQUENCE s OWNED BY t.id",
    "ALTER TABLE t ALTER CONSTRAINT t_parent_fkey DEFERRABLE",
    "DROP INDEX i",
    "INSERT INTO history VALUES ('1')",
)
FURTHER = """
    CREATE ROLE content_a; CREATE ROLE content_b; GRANT content_a TO content_b;
    CREATE FOREIGN DATA WRAPPER w; CREATE SERVER away FOREIGN DATA WRAPPER w;
    CREATE USER MAPPING FOR content_a SERVER away OPTIONS (password 'sesame');
    COMMENT ON ROLE content_a IS 'words';
    COMMENT ON TABLE t IS 'words';
    ALTER ROLE content_a SET work_mem = '1MB';
    CREATE POLICY p ON t USING (true);
"""
DECIDING = (
    "ALTER ROLE content_a BYPASSRLS",
    "ALTER ROLE content_a RENAME TO content_c",
    "REVOKE content_a FROM content_b",
    "ALTER ROLE content_a SET work_mem = '2MB'",
    "COMMENT ON ROLE content_a IS 'other words'",
    "ALTER USER MAPPING FOR content_a SERVER away OPTIONS (SET password 'another')",
    "ALTER DATABASE {database} SET search_path = public",
    "ALTER DATABASE {database} OWNER TO content_a",
    "GRANT CREATE ON DATABASE {database} TO content_a",
    "UPDATE pg_extension SET extversion = '1.1' WHERE extname = 'plpgsql'",
    "SET LOCAL ROLE content_a",
    "SET LOCAL work_mem = '3MB'",
    "SET LOCAL TimeZone = 'Asia/Tokyo'",
    "SET LOCAL row_security = off",
)
REMOVED = {"pg_class": "UPDATE pg_class SET relkind = 'v' WHERE oid = 'public.t'::regclass"}
"""What goes without its row does not go out of a transaction."""
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
    assert other.rows != before.rows
    assert {name: count for name, (count, _) in other.rows.items()} == {
        name: count for name, (count, _) in before.rows.items()
    }


def test_whatever_stands_in_a_catalogue_is_seen(server, database):
    unseen = []
    with (
        psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn,
        # Roles are the server's.
        conn.transaction(force_rollback=True),
    ):
        conn.execute(f"SET LOCAL search_path = public; {START}; {FURTHER}".encode())
        before = content(conn, 1).rows
        found = conn.execute(COLUMNS, [list(BESIDE), [*UPKEEP, *COPIED]]).fetchall()
        hashed = {
            (name, column.removesuffix("::text")) for name, all_, _ in found for column in all_.split(", ")
        }
        there = conn.execute(
            """SELECT relname::text, quote_ident(attname) FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
               WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND attnum > 0"""
        ).fetchall()
        for name in sorted({name for name, _ in hashed if before[name][0]}):
            with conn.transaction(force_rollback=True):
                conn.execute("SET LOCAL allow_system_table_mods = on")
                conn.execute(
                    REMOVED.get(name, f"DELETE FROM {name} WHERE ctid = (SELECT max(ctid) FROM {name})")
                )
                unseen += [name] if content(conn, 1).rows[name] == before[name] else []
        for sql in DECIDING:
            with conn.transaction(force_rollback=True):
                conn.execute(sql.format(database=database).encode())
                unseen += [sql] if content(conn, 1).rows == before else []

    assert unseen == []
    assert {name for name, (count, _) in before.items() if count} >= {
        "pg_auth_members", "pg_db_role_setting", "pg_description", "pg_foreign_server", "pg_init_privs", "pg_policy",
        "pg_shdescription", "pg_trigger", "settings", "user mappings"
    }  # fmt: skip
    left_out = {(name, column) for name, column in there if name not in BESIDE} - hashed
    assert {name for name, _ in left_out} == {"pg_attribute", "pg_class"}
    assert {column for _, column in left_out} <= {*UPKEEP, *COPIED}


def test_what_was_changed_and_changed_back_has_left_a_trace(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as owner:
        owner.execute(START)
        before = content(owner, 1)
        assert traces(owner, 1) == before.traces
        owner.execute(
            "SET search_path = public; ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY"
        )
        after = content(owner, 1)

        assert after.rows == before.rows
        assert after.traces != before.traces
        assert traces(owner, 1) == after.traces
