"""A cached reading of a target is only used if it equals a new one."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from schemadiff import cache, catalog
from schemadiff.desired import meaning
from schemadiff.desired.meaning import Desired
from schemadiff.postgres.server import scratch_database
from schemadiff.roles.managed import Managed
from schemadiff.scope.claims import Claims
from schemadiff.targets import lastread
from schemadiff.targets.fingerprint import look

START = """
    CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', parent int REFERENCES t);
    CREATE INDEX i ON t (lower(a));
    CREATE VIEW v AS SELECT id FROM t;
    CREATE TABLE gone (id int);
"""
SECRET = """
    CREATE FOREIGN DATA WRAPPER w OPTIONS (password 'sesame'); CREATE SERVER away FOREIGN DATA WRAPPER w;
    CREATE USER MAPPING FOR PUBLIC SERVER away OPTIONS (password 'sesame');
"""
CHANGES = (
    "DROP TABLE gone",
    "ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 0",
    "ALTER TABLE t RENAME TO u",
    "CREATE VIEW w AS SELECT * FROM v",
    "COMMENT ON COLUMN u.a IS 'words'",
    "GRANT SELECT (a) ON u TO PUBLIC",
    "ALTER TABLE u DROP CONSTRAINT t_parent_fkey",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE u ENABLE ROW LEVEL SECURITY",
)


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """A cache of its own, in which few objects are kept as well."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(lastread, "LEAST", 1)


def meant(found, name):
    """What files would mean that mean this catalogue."""
    empty = frozenset()
    desired = Desired(
        found, f"dump of {name}", empty, {}, Claims(empty, empty, empty, empty), empty, (), "a server", "", Managed(),
        empty, (empty, False)
    )  # fmt: skip
    return meaning.keep(meaning.cache_file(name), desired)


def nothing_of(found):
    """What nothing means on the same server."""
    return replace(found, objects={}, depends=frozenset(), dies_with=frozenset())


def everything(found):
    """The catalogue with what does not count when objects are compared."""
    return replace(found, objects={}), {a: obj.__dict__ for a, obj in found.objects.items()}


def test_it_is_what_would_be_read(server, database):
    conninfo = server.conninfo(database)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute(START)
        wanted, kept_for = meant(catalog.read(conn), "first"), []
        other = meant(nothing_of(wanted.catalog), "other")
        for sql in CHANGES:
            conn.execute("SELECT set_config('search_path', 'public', false)")
            conn.execute(sql.encode())
            now = look(conninfo)
            assert lastread.recall(now, wanted) is None, sql
            read = catalog.read(conn, known=wanted.catalog.objects)
            lastread.keep(now, read, wanted)
            again = look(conninfo)
            kept_for += [
                everything(lastread.recall(again, each)) == everything(read) for each in (wanted, other)
            ]
            # The plan of the other files has them beside it from now on.
            lastread.keep(again, read, other)
            kept_for += [everything(lastread.recall(look(conninfo), other)) == everything(read)]
            lastread.keep(again, read, wanted)

    assert kept_for == [True] * 3 * len(CHANGES)


def test_nobody_gets_what_does_not_hold(server18, monkeypatch):
    with scratch_database(server18) as name:
        conninfo = server18.conninfo(name)
        with psycopg.connect(server18.conninfo(name, superuser=True), autocommit=True) as conn:
            conn.execute(SECRET)
        with psycopg.connect(conninfo, autocommit=True) as conn:
            conn.execute(START)
            wanted, before = meant(catalog.read(conn), "first"), look(conninfo)
            conn.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
            disabled = catalog.read(conn)
            conn.execute("ALTER TABLE t DISABLE ROW LEVEL SECURITY")
            now, read = look(conninfo), catalog.read(conn)
        lastread.keep(before, disabled, wanted)
        assert (now.content.rows, lastread.recall(now, wanted)) == (before.content.rows, None)

        lastread.keep(now, read, wanted)
        assert lastread.recall(look(conninfo), wanted) == read
        (path,) = cache.folder("targets").iterdir()
        assert path.stat().st_mode & 0o777 == 0o600
        assert "sesame" not in "".join(p.read_text() for p in path.parent.parent.rglob("*") if p.is_file())
        # Somebody else, or the same with other settings, may see something else.
        for options in ("-c work_mem=1MB", "-c row_security=off"):
            assert lastread.recall(look(f"{conninfo} options='{options}'"), wanted) is None
        # What the files meant is no longer what the difference is from.
        base = meaning.cache_file("first")
        text, half = base.read_text(), path.read_text()
        base.write_text(text.replace("dump of first", "dump of another"))
        other = replace(wanted, kept=None)
        assert lastread.recall(look(conninfo), other) is None
        base.write_text(text)
        assert lastread.recall(look(conninfo), other) == read
        path.write_text(half[:-100])
        assert lastread.recall(look(conninfo), wanted) is None
        path.write_text(half)
        monkeypatch.setattr(lastread, "release", lambda: ("another",))
        assert lastread.recall(look(conninfo), wanted) is None


def test_what_does_not_pay_is_not_kept(server18, monkeypatch):
    with (
        scratch_database(server18) as name,
        psycopg.connect(server18.conninfo(name), autocommit=True) as conn,
    ):
        conn.execute(START)
        read, now = catalog.read(conn), look(server18.conninfo(name))
        wanted, other = meant(read, "first"), meant(nothing_of(read), "other")
        for limit, number, files in (("LEAST", 10_000, wanted), ("MOST", 3, other)):
            with monkeypatch.context() as limited:
                limited.setattr(lastread, limit, number)
                lastread.keep(now, read, files)
            assert not cache.folder("targets").exists()
        lastread.keep(now, read, replace(wanted, kept=None))
        assert not cache.folder("targets").exists()
