"""A command's connections to its target: used one after the other, as new each time, and closed in the end."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.settings import Settings, Target
from schemadiff.targets import live

PID = "SELECT pg_backend_pid()"
STATE = (
    "SELECT current_setting('default_transaction_read_only'), current_setting('work_mem'),"
    " current_setting('search_path')"
)


@pytest.fixture
def settings(server, database, tmp_path):
    target = Target("default", server.conninfo(database), "--target")
    return Settings(tmp_path, tmp_path / "desired", tmp_path / "generated", targets={"default": target})


def one(conn, query):
    return conn.execute(query).fetchone()


def sessions(server, pids):
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        query = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (%s)"
        # The server takes a moment to notice.
        while found := conn.execute(query, [pids]).fetchone()[0]:
            pass
        return found


def test_one_is_used_again_as_new_and_all_are_closed_in_the_end(settings, server):
    with live(settings) as target:
        with target.connect() as conn:
            first, before = one(conn, PID), one(conn, STATE)
            conn.execute("SET work_mem = '1MB'")
            conn.execute("SET search_path = public")
            with target.connect() as other:
                second = one(other, PID)
        with target.connect() as conn:
            third, after = one(conn, PID), one(conn, STATE)

    assert third in (first, second)
    assert first != second
    assert (after, before[0]) == (before, "on")
    assert sessions(server, [first[0], second[0]]) == 0


def test_one_that_is_lost_is_made_anew(settings, server):
    with live(settings) as target:
        with target.connect() as conn:
            lost = one(conn, PID)
        with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(%s, 60000)", lost)
        with target.connect() as conn:
            assert one(conn, PID) != lost


def failing(target):
    """The session that saw an error."""
    conn = target.connect()
    pid = one(conn, PID)
    with pytest.raises(psycopg.errors.DivisionByZero), conn:
        conn.execute("SELECT 1 / 0")
    return pid


def test_one_that_saw_an_error_is_not_used_again(settings):
    with live(settings) as target:
        failed = failing(target)
        with target.connect() as conn:
            assert one(conn, PID) != failed
