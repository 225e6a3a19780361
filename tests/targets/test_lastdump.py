"""What is kept of a target's dump is what pg_dump would print, or nobody gets it."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff import cache
from schemadiff.postgres.pg_dump import Dumping, dump, needed_pg_dump
from schemadiff.targets import lastdump
from schemadiff.targets.fingerprint import look
from schemadiff.targets.lastdump import LastDump

START = "CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x'); CREATE TABLE \"ü\" ()"
SECRET = """
    CREATE FOREIGN DATA WRAPPER w OPTIONS (password 'sesame'); CREATE SERVER away FOREIGN DATA WRAPPER w;
"""


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def conn(server, database):
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        conn.execute("SET search_path = public")
        conn.execute(START + ";" + SECRET)
        yield conn


@pytest.fixture
def last(server, database, conn):
    """The place of the dump of the database as it is now, for a pg_dump and the schemas that it leaves out."""

    def found(*unwanted, options=""):
        conninfo = f"{server.conninfo(database, superuser=True)} {options}"
        bindir = server.bindir or needed_pg_dump(server.major)
        return LastDump(look(conninfo), bindir, unwanted), dump(conninfo, bindir)

    return found


def test_it_is_what_pg_dump_prints_until_something_changes(last, conn):
    before, text = last()
    nothing = before.recall()
    before.keep(text)
    again, _ = last()
    same = Dumping(again.recall).text()
    conn.execute("COMMENT ON TABLE t IS 'other'")
    changed, _ = last()

    assert (nothing, same, changed.recall()) == (None, text, None)


def test_nobody_gets_what_does_not_hold(last, conn, monkeypatch):
    moved, text = last()
    conn.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
    conn.execute("ALTER TABLE t DISABLE ROW LEVEL SECURITY")
    moved.keep(text)
    now, text = last()
    assert now.recall() is None

    now.keep(text)
    (path,) = cache.folder("dumps").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "sesame" not in Dumping(now.recall).text()
    # Other schemas are left out, or somebody may see something else.
    others = [last("public")[0], last(options="options='-c row_security=off'")[0]]
    assert [other.recall() for other in others] == [None, None]
    whole = path.read_text()
    path.write_text(whole[:-2])
    assert now.recall() is None
    path.write_text(whole)
    monkeypatch.setattr(lastdump, "release", lambda: ("another",))
    assert now.recall() is None
