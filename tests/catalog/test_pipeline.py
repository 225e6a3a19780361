"""Queries whose answers are read while the server works on the next ones."""

import threading

import psycopg
import pytest

from schemadiff.catalog.pipeline import OFTEN, pipeline
from schemadiff.postgres.reach import interrupt


@pytest.fixture
def conn(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as connection:
        yield connection


def test_answers_come_in_the_order_of_the_queries(conn):
    with pipeline(conn) as answers:
        answers.send("SELECT 1 AS one", "SELECT 'a'::text AS x, ARRAY[1, 2] AS y, true AS z, NULL WHERE true")
        first = answers.answer()
        answers.send("SELECT 3 WHERE false")
        found = [first, answers.answer(), answers.answer()]

    assert found == [
        (["one"], [(1,)]),
        (["x", "y", "z", "?column?"], [("a", [1, 2], True, None)]),
        (["?column?"], []),
    ]


def test_rows_that_are_taken_are_all_of_them_in_order(conn):
    number = 3 * OFTEN + 1

    with pipeline(conn) as answers:
        answers.send("SELECT n FROM generate_series(1, 1537) n", "SELECT repeat('x', 5000000)")
        taken = [n for (n,) in answers.taken(answers.rows())]
        ((long,),) = answers.rows()

    assert (taken, len(long)) == ([*range(1, number + 1)], 5_000_000)


def test_rows_that_pass_are_all_of_them_in_order(conn):
    with pipeline(conn) as answers:
        answers.send("SELECT n FROM generate_series(1, 1537) n", "SELECT repeat('x', 5000000)")
        names, rows = answers.passing()
        passed = [n for (n,) in rows]
        ((long,),) = answers.rows()

    assert (names, passed, len(long)) == (["n"], [*range(1, 3 * OFTEN + 2)], 5_000_000)


def read(conn, *queries):
    """The rows of all answers but the last, which nobody reads."""
    with pipeline(conn) as answers:
        answers.send(*queries)
        return [answers.rows() for _ in queries[1:]]


def test_answers_that_nobody_reads_are_skipped(conn):
    found = read(conn, "SELECT 1", "SELECT 2")

    assert (found, conn.execute("SELECT 4").fetchone()) == ([[(1,)]], (4,))


def test_an_error_is_postgresqls_and_the_connection_can_be_used_again(conn):
    with pytest.raises(psycopg.errors.DivisionByZero, match="division by zero"):
        read(conn, "SELECT 1", "SELECT 1 / 0", "SELECT 2")

    assert conn.execute("SELECT 4").fetchone() == (4,)


def test_another_thread_can_interrupt(conn):
    ended = threading.Event()

    def insist():
        while not ended.is_set():
            interrupt(conn)

    aside = threading.Thread(target=insist)
    aside.start()
    with pytest.raises(psycopg.errors.QueryCanceled):
        read(conn, "SELECT pg_sleep(600)", "SELECT 1")
    ended.set()
    aside.join()

    assert conn.execute("SELECT 4").fetchone() == (4,)


def test_a_server_beside_goes_on_while_this_ones_answer_is_waited_for(conn, server, database):
    conn.execute("SET lock_timeout = '20s'")
    with psycopg.connect(server.conninfo(database), autocommit=True) as second:
        second.execute("SELECT pg_advisory_lock(1)")

        with pipeline(conn) as answers, pipeline(second) as beside:
            # Far more than a socket holds: it can let go of the lock only when this has been taken.
            beside.send("SELECT repeat('x', 20000000)", "SELECT pg_advisory_unlock(1)")
            answers.beside = beside
            answers.send("SELECT 'had' FROM (SELECT pg_advisory_lock(1)) l")
            found = answers.rows(), len(beside.rows()[0][0])

    assert found == ([("had",)], 20_000_000)


def test_a_lost_connection_is_said(conn):
    with pytest.raises(psycopg.OperationalError):
        read(conn, "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1")

    assert conn.broken
