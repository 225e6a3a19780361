"""The one session that changes a database: connected, locked, watched, and cleaned between units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg

from schemadiff.errors import SchemadiffError, connecting, gone, place
from schemadiff.migrations import lock
from schemadiff.migrations.watch import Watch
from schemadiff.postgres.sessions import LIMITED, RUNNING, UNHURRIED
from schemadiff.render.untrusted import one_line

Connection = psycopg.Connection[Any]
Say = Callable[[str], None]
Cursors = type[psycopg.Cursor[Any]]
"""The cursor class, which on a server of ours runs some statements as the administrator."""


@dataclass(frozen=True)
class Patience:
    """How long apply waits, and how often it tries; timeouts in PostgreSQL's own notation."""

    lock_timeout: str = "5s"
    """For a lock, in a transaction: behind a statement that waits, everyone else waits as well."""
    statement_timeout: str = "0"
    """For a statement, in a transaction. Neither timeout applies outside of one: such statements (CREATE INDEX
    CONCURRENTLY) block nobody, take longer on larger tables, and leave a mess when cut short.
    """
    preflight: str | None = "5s"
    """For each question about rows that would make a statement fail; None: the questions are not asked."""
    attempts: int = 5
    """How often to try a unit that does not get its locks."""
    pause: float = 1.0
    """Seconds before the second attempt, doubled before each further one."""
    wait: float = 60.0
    """Seconds to wait for another run to end."""
    reconnect: float = 10.0
    """Seconds to find out the state of the database after the connection was lost."""


@dataclass(frozen=True)
class Session:
    """A connection in autocommit mode that holds the lock."""

    conn: Connection
    conninfo: str = field(repr=False)
    patience: Patience
    say: Say
    watch: Watch


def connect(conninfo: str, command: str, cursors: Cursors = psycopg.Cursor) -> Connection:
    """Open a connection in autocommit mode, named after the command; ConnectionFailed if that fails."""
    with connecting(conninfo):
        conn = psycopg.connect(
            conninfo,
            autocommit=True,
            application_name=f"schemadiff {command}",
            client_encoding="utf8",
            cursor_factory=cursors,
            # A pooler may send each statement to another server session, which has not prepared it.
            prepare_threshold=None,
        )
    # psycopg parses times in no other style. The timeout is for reading the history; each unit starts without it, and
    # sets its own.
    conn.execute(f"{OWN_NAMES_FIRST}; SET DateStyle = 'ISO, MDY'; {LIMITED}; {UNHURRIED}".encode())
    return conn


@contextmanager
def opened(conninfo: str, command: str, cursors: Cursors = psycopg.Cursor) -> Iterator[Connection]:
    """Open such a connection until the context ends; also raises ConnectionFailed if the connection is lost before that."""
    with closing(connect(conninfo, command, cursors)) as conn:
        try:
            yield conn
        except psycopg.Error as error:
            if not conn.broken:
                raise
            raise gone(place(conninfo), error) from error


@contextmanager
def locked(
    conninfo: str, command: str, patience: Patience, say: Say, cursors: Cursors = psycopg.Cursor
) -> Iterator[Session]:
    """Yield a session that holds the lock of the database until the context ends."""

    def tell(words: str) -> None:
        # Names of files, sessions and objects come from others.
        say(one_line(words))

    with opened(conninfo, command, cursors) as conn:
        pid = _writable(conn)
        lock.acquire(conn, patience.wait, tell)
        try:
            with Watch(conninfo, pid, tell) as watch:
                conn.add_notice_handler(lambda notice: _warn(notice, tell))
                yield Session(conn, conninfo, patience, tell, watch)
        finally:
            # A lost session has released the lock, or will.
            with suppress(psycopg.Error):
                lock.release(conn)


def _writable(conn: Connection) -> int:
    """Return the process of the session; SchemadiffError if it cannot write, before anything runs and is left half done."""
    # Not conn.info.backend_pid: a pooler invents one.
    standby, read_only, pid = conn.execute(
        "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only'),"
        " pg_catalog.pg_backend_pid()"
    ).fetchone() or (False, "off", 0)
    if standby:
        raise SchemadiffError(
            "this server is a standby and cannot be written to; nothing was changed",
            hint="use the URL of the primary",
        )
    if read_only == "on":
        raise SchemadiffError(
            "sessions of this role cannot write: default_transaction_read_only is on; nothing was changed",
            hint="find out where and why it is set: in the URL, by ALTER ROLE or ALTER DATABASE, or in "
            "postgresql.conf",
        )
    return int(pid)


OWN_NAMES_FIRST: LiteralString = (
    "SELECT pg_catalog.set_config('search_path', pg_catalog.regexp_replace("
    "pg_catalog.current_setting('search_path'), ',[[:space:]]*\"?pg_catalog\"?[[:space:]]*(?=,|$)', ''), false)"
    " WHERE pg_catalog.current_setting('search_path') OPERATOR(pg_catalog.~) ',[[:space:]]*\"?pg_catalog\"?[[:space:]]*(,|$)'"
)
"""Makes PostgreSQL's own names resolve first, even if the database's search_path has pg_catalog further back.

Otherwise the database's owner could have a function or an operator of the same name before it, which we, and migrations,
would run. If the path does not name pg_catalog, it is searched first (manual, 5.10.5).
"""
_CLEAN: LiteralString = (
    f"RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; {OWN_NAMES_FIRST}; {RUNNING}; {UNHURRIED};"
    # A unit reported as applied must survive a crash; settings stronger than "on" stay.
    " SELECT pg_catalog.set_config('synchronous_commit', 'on', false)"
    " WHERE pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off'"
)
_NOTICE_THE_END: LiteralString = "SET client_connection_check_interval = '1s'"
"""So the server notices during a statement that its client was killed."""


def clean(conn: Connection) -> None:
    """Reset every parameter of the session to its initial value, so that no unit sees what another set: in one round trip."""
    try:
        conn.execute(f"{_CLEAN}; {_NOTICE_THE_END}")
    except psycopg.Error as error:
        # The server's platform has no support (manual, 19.3.1): then the session ends with its statement.
        if conn.closed or not isinstance(
            error, psycopg.errors.DataError | psycopg.errors.FeatureNotSupported
        ):
            raise
        conn.execute(_CLEAN)


def _warn(notice: psycopg.errors.Diagnostic, say: Say) -> None:
    # A NOTICE ("already exists, skipping") is not worth a line; a WARNING says that something did not go as expected.
    if notice.severity_nonlocalized == "WARNING":
        say(f"warning: {notice.message_primary}")
