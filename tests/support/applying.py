"""Shared by the tests of apply and rollback: migrations without files, and other sessions on the server."""

import contextlib
import threading
import time

import psycopg

from schemadiff.migrations.file import parse
from schemadiff.migrations.session import Patience

IMPATIENT = Patience(lock_timeout="400ms", attempts=2, pause=0.01, wait=0.2, reconnect=5)
FIRST, SECOND, THIRD = "20260101000000", "20260101000001", "20260101000002"


def migration(version, text, down=None, name="x"):
    path = f"generated/{version}_{name}.sql"
    back = None if down is None else parse(down, path.replace(".sql", ".down.sql"))
    return parse(text, path, back)


def query(conninfo, sql, *values):
    with psycopg.connect(conninfo, autocommit=True) as conn:
        return conn.execute(sql, values or None).fetchall()


def run(conninfo, sql):
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute(sql)


def relations(conninfo):
    """The tables and valid indexes of schema public."""
    sql = """
        SELECT relname FROM pg_class LEFT JOIN pg_index ON indexrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND indisvalid IS NOT FALSE
    """
    return {name for (name,) in query(conninfo, sql)}


def states(statuses):
    return [(status.version, str(status.state)) for status in statuses]


@contextlib.contextmanager
def holding(conninfo, *sql):
    """A session that has run the statements in a transaction and keeps its locks."""
    with psycopg.connect(conninfo, application_name="in the way") as conn:
        for each in sql:
            conn.execute(each)
        yield conn
        conn.rollback()


def eventually(conninfo, sql, *values, seconds=30):
    """Ask until the answer is true; PostgreSQL does the waiting in between."""
    deadline = time.monotonic() + seconds
    with psycopg.connect(conninfo, autocommit=True) as conn:
        while True:
            (found,) = conn.execute(sql, values or None).fetchone()
            if found:
                return found
            assert time.monotonic() < deadline, f"never true: {sql}"
            conn.execute("SELECT pg_sleep(0.02)")


WAITING = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'schemadiff apply' AND wait_event_type = 'Lock'
    UNION ALL SELECT NULL LIMIT 1
"""


class Background(threading.Thread):
    """A call in a thread; ``ended()`` waits for it and gives its error, or None."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.error, self.result = call, None, None
        self.start()

    def run(self):
        try:
            self.result = self.call()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error

    def ended(self):
        self.join(60)
        assert not self.is_alive()
        return self.error
