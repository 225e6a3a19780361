"""A target is read in the background, and no command waits for a reading that it does not need."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from schemadiff import catalog
from schemadiff.targets import Live, background
from schemadiff.targets.background import read_in_background

SCHEMA = """
    CREATE TYPE mood AS ENUM ('sad', 'happy');
    CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', parent int REFERENCES t, m mood);
    CREATE INDEX i ON t (lower(a)); CREATE VIEW v AS SELECT id FROM t; COMMENT ON VIEW v IS 'few';
    CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT SELECT (a) ON t TO PUBLIC;
    ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (id > 0);
"""


@pytest.fixture
def target(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        conn.execute(SCHEMA)
    return Live("the target", server.conninfo(database), server.version, server.loader)


def test_what_is_read_meanwhile_is_what_is_there(target):
    with read_in_background(target) as coming, target.connect() as conn:
        here = catalog.read(conn)
        there = coming.result()
    assert there == here
    same = catalog.shared(there, here.objects)
    assert same == here
    assert all(obj is here.objects[address] for address, obj in same.objects.items())


def test_a_large_one_is_left_to_who_can_share_it(target, monkeypatch):
    monkeypatch.setattr(background, "MOST", 1)
    with read_in_background(target) as coming:
        assert coming.result() is None


def test_who_goes_does_not_wait_for_a_lock(target):
    with (
        psycopg.connect(target.conninfo) as held,
        psycopg.connect(target.conninfo, autocommit=True) as watching,
    ):
        held.execute("LOCK TABLE v IN ACCESS EXCLUSIVE MODE")
        with read_in_background(target) as coming:
            while not watching.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                pass
    # Not LockNotAvailable, which is what it would have been in the end.
    assert isinstance(coming.exception(), errors.QueryCanceled)
