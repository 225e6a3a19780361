"""Running pending migrations on a clone: a plan starts from the state that the target will have after them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from pglast import parse_sql

from schemadiff.desired.extensions import is_platforms
from schemadiff.desired.surroundings import named_tablespaces
from schemadiff.errors import SchemadiffError
from schemadiff.extensions.creating import create_and_move, not_offered
from schemadiff.migrations import leftovers
from schemadiff.migrations.failure import words_of
from schemadiff.migrations.file import Migration
from schemadiff.migrations.job import Stopped
from schemadiff.migrations.run import execute
from schemadiff.migrations.session import Connection, clean
from schemadiff.migrations.split import Unit
from schemadiff.migrations.state import Pending
from schemadiff.postgres.server import ensure_tablespaces
from schemadiff.roles.beside import beside, changes_roles
from schemadiff.shadow import Workshop

log = logging.getLogger(__name__)
TIMEOUT = "60s"
"""How long a statement may run: a schema that has no rows takes no longer, and one that loops would go on for ever."""
ENDLESS = f"on a throw-away database, which has no rows, a statement may run for {TIMEOUT}; does it loop, or wait for something?"
_SETS = re.compile(r"statement_timeout|^\s*(?:reset|discard)\b", re.IGNORECASE)
Elsewhere = Callable[[str], bool]
"""Runs a statement somewhere else and returns True, or returns False and leaves it."""


def replayed(workshop: Workshop, database: str, pending: Sequence[Pending]) -> None:
    """Run migrations on a throw-away database, in the state that they expect.

    Raises:
        SchemadiffError: one of them fails there.
    """
    commands = [c.sql for p in pending for u in p.migration.units for c in u.commands]
    preset = workshop.preset
    lacking = not_offered(workshop.server, preset.services)
    ours = (sql for sql in commands if not is_platforms(sql, preset, lacking))
    create_and_move(workshop.server, database, ours, workshop.extensions)
    ensure_tablespaces(workshop.server, _tablespaces(commands))
    with workshop.session(database) as conn:
        replay(
            conn,
            pending,
            lambda sql: is_platforms(sql, preset, lacking) or _ran_beside(workshop, database, sql),
        )


def _tablespaces(commands: Iterable[str]) -> Iterator[str]:
    """Yield the tablespaces that statements name; most name none, and are not parsed."""
    for sql in commands:
        if "tablespace" in sql.lower():
            yield from (name for raw in parse_sql(sql) for name in named_tablespaces(raw.stmt))


def replay(conn: Connection, pending: Iterable[Pending], elsewhere: Elsewhere = lambda _: False) -> None:
    """Run pending migrations on a throw-away database, without lock and history, and no statement for ever."""
    with _autocommit(conn):
        for each in pending:
            for number, unit in enumerate(each.migration.units[each.done :], each.done):
                # Another tool runs a file in one session, whatever transactions are in it.
                if not (each.goes_on or (each.migration.foreign and number > each.done)):
                    clean(conn)
                _replay(conn, each, number, unit, elsewhere)
        clean(conn)


def _replay(conn: Connection, each: Pending, number: int, unit: Unit, elsewhere: Elsewhere) -> None:
    migration, interrupted = each.migration, each.running == number
    try:
        if unit.transactional:
            with conn.transaction():
                _execute(conn, unit, elsewhere)
        elif not (interrupted and _has_finished(conn, unit)):
            _execute(conn, unit, elsewhere)
    except Stopped as stopped:
        raise _error(migration, number, stopped) from stopped.error
    except psycopg.Error as error:
        raise _error(migration, number, Stopped(None, error)) from error


def _has_finished(conn: Connection, unit: Unit) -> bool:
    """Clean up after an interrupted unit, as apply does on the target: the clone has what it left there as well."""
    (command,) = unit.commands
    return leftovers.clear(conn, command.sql, log.info)


def _execute(conn: Connection, unit: Unit, elsewhere: Elsewhere) -> None:
    limit(conn)
    for command in (*unit.settings, *unit.commands):
        if not elsewhere(command.sql):
            execute(conn, command)
            limit(conn, after=command.sql)


def limit(conn: Connection, after: str = "statement_timeout") -> None:
    """Limit how long each statement may run, if the one before may have changed that: pg_dump's files begin so."""
    if _SETS.search(after):
        conn.execute("SELECT pg_catalog.set_config('statement_timeout', %s, false)", (TIMEOUT,))


def _error(migration: Migration, number: int, stopped: Stopped) -> SchemadiffError:
    words, at, detail = words_of(migration, number, stopped)
    return SchemadiffError(
        f"on the clone: {words}", at=at, detail="\n".join(detail), hint=endless(stopped.error)
    )


def endless(error: psycopg.Error) -> str:
    """Return the hint for a statement that was stopped by the limit; else nothing."""
    return ENDLESS if isinstance(error, psycopg.errors.QueryCanceled) else ""


@contextmanager
def _autocommit(conn: Connection) -> Iterator[None]:
    before = conn.autocommit
    conn.autocommit = True
    try:
        yield
    finally:
        if not conn.closed:
            conn.autocommit = before


def _ran_beside(workshop: Workshop, database: str, statement: str) -> bool:
    if workshop.roles is None or not changes_roles(statement):
        return False
    beside(workshop, database, statement)
    return True
