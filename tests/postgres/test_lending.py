"""Sessions that are used again are in their initial state, and block nobody."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.postgres import lending
from schemadiff.postgres.lending import lent
from schemadiff.postgres.server import create_database, drop_database, ensure_roles, scratch_database

LEFT = (
    "SET search_path = pg_catalog; SET TimeZone = 'Europe/Berlin'; SET default_transaction_read_only = on",
    "SELECT pg_advisory_lock(42)",
    "PREPARE one AS SELECT 1",
    "LISTEN something",
)
FOUND = """
    SELECT current_setting('search_path'), current_setting('TimeZone'), current_setting('transaction_read_only'),
           current_user, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
           (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_listening_channels()), to_regclass('t')::text
"""


def opener(server):
    def connect(database):
        return psycopg.connect(server.conninfo(database), autocommit=True)

    return connect


def test_a_session_that_is_lent_again_is_as_new(server, database):
    connect = opener(server)
    ensure_roles(server, ["lent_to"])
    with lent(server, database, connect) as conn:
        pid = conn.info.backend_pid
        new = conn.execute(FOUND).fetchone()
        conn.execute("CREATE TEMPORARY TABLE t (id int)")
        conn.execute("SET ROLE lent_to")
        for sql in LEFT:
            conn.execute(sql)
        assert conn.execute(FOUND).fetchone() != new

    with lent(server, database, connect) as conn:
        assert conn.info.backend_pid == pid
        assert conn.execute(FOUND).fetchone() == new
        # Two at once are two.
        with lent(server, database, connect) as other:
            assert other.info.backend_pid != pid


def test_what_is_asked_each_time_is_asked_of_any_borrower(server, database):
    """psycopg prepares what it has executed a few times, and DISCARD ALL takes that away."""
    answers = []
    for _ in range(12):
        with lent(server, database, opener(server)) as conn:
            answers += [conn.execute("SELECT 1").fetchone() for _ in range(2)]

    assert answers == [(1,)] * 24


def test_a_session_in_which_something_went_wrong_is_not_lent_again(server, database):
    connect = opener(server)
    with pytest.raises(psycopg.errors.DivisionByZero), lent(server, database, connect) as conn:
        conn.execute("SELECT 1 / 0")
    with lent(server, database, connect) as begun:
        assert conn.closed
        begun.execute("BEGIN")
    with lent(server, database, connect) as again:
        assert begun.closed
        assert again.execute("SELECT 1").fetchone() == (1,)


def test_those_that_wait_are_few_and_hold_up_neither_copy_nor_drop(server, monkeypatch):
    monkeypatch.setattr(lending, "WAITING", 2)
    with scratch_database(server) as one, scratch_database(server) as two, scratch_database(server) as three:
        for name in (one, two, three):
            with lent(server, name, opener(server)):
                pass
        assert {one, two, three} & server.kept.waiting.keys() == {two, three}
        drop_database(server, create_database(server, template=three))
        assert three not in server.kept.waiting
    assert two not in server.kept.waiting
