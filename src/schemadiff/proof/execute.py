"""Running statements on a throw-away database as apply would: as the loader, unit by unit; and measuring their effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.extensions.creating import create_and_move
from schemadiff.migrations.session import clean
from schemadiff.migrations.split import Unit, units_of
from schemadiff.model import Effects, Failure, Statement
from schemadiff.proof.observe import Observer
from schemadiff.proof.probe import Probe
from schemadiff.proof.relations import relations
from schemadiff.roles.beside import beside
from schemadiff.roles.managed import is_of_server
from schemadiff.shadow import Workshop

_OF_WHOLE_ROWS = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_index
                   WHERE indrelid >= 16384 AND indexprs::pg_catalog.text LIKE '%:varattno 0 %')
"""
"""A session that has computed such an index does so with the old types once a column gets another one, and fails."""
TIMEOUT = "60s"
"""How long a statement may run: a function of ``desired/`` that never ends may find rows here for the first time."""
Run = Callable[[str, Effects], Effects]
"""Runs a statement with the given effects, known from its text, and returns the effects that were measured."""


@dataclass(frozen=True)
class Runner:
    """The functions that run statements."""

    conn: psycopg.Connection[Any]
    inside: Run
    outside: Run
    """Runs statements that cannot run inside a transaction block."""
    beside: Callable[[str], None]
    """Runs statements about the server instead of the database."""
    begin: Callable[[], None] = lambda: None
    """Runs first in each transaction."""
    end: Callable[[], None] = lambda: None
    """Runs last in each transaction."""
    seen: list[Effects] = field(default_factory=list)
    """The effects of each statement that has run."""


def execute(workshop: Workshop, database: str, statements: Sequence[Statement]) -> Failure | None:
    """Run statements unit by unit as the loader; return the one that fails, with PostgreSQL's message."""
    with _opened(workshop, database, statements) as conn:

        def run(sql: str, static: Effects) -> Effects:
            conn.execute(sql.encode())
            return static

        return _executed(Runner(conn, run, run, partial(beside, workshop, database)), statements)


@dataclass(frozen=True)
class Watched:
    """What was seen of statements that ran, or of those before the one that failed."""

    failure: Failure | None
    effects: tuple[Effects, ...]
    """The effects of each statement on other sessions; none if one fails."""
    locks: int
    """The most locks that one of the transactions held when it ended."""


def watched(workshop: Workshop, database: str, statements: Sequence[Statement]) -> Watched:
    """Run statements as ``execute`` does, and measure them."""
    with _opened(workshop, database, statements) as conn:
        # With prepared statements each ALTER is followed by DEALLOCATE ALL.
        conn.prepare_threshold = None
        observer = Observer(conn, relations(conn), workshop.timezone)
        aside = partial(beside, workshop, database)
        with closing(Probe(observer, lambda: workshop.connect(database))) as probe:
            runner = Runner(conn, observer.run, probe.run, aside, observer.begin, observer.end)
            failure = _executed(runner, statements)
    # One statement of another engine may be several commands; the effects cannot be assigned to statements then.
    whole = failure is None and len(runner.seen) == len(statements)
    return Watched(failure, tuple(runner.seen) if whole else (), observer.locks)


@contextmanager
def _opened(
    workshop: Workshop, database: str, statements: Sequence[Statement]
) -> Iterator[psycopg.Connection[Any]]:
    create_and_move(workshop.server, database, (s.sql for s in statements), workshop.extensions)
    with workshop.session(database) as conn:
        (stale,) = conn.execute(_OF_WHOLE_ROWS).fetchone() or (False,)
        if not stale:
            yield conn
            return
        conn.close()
    with closing(workshop.connect(database)) as fresh:
        yield fresh


def _executed(runner: Runner, statements: Sequence[Statement]) -> Failure | None:
    for unit in units_of(statements):
        clean(runner.conn)
        runner.conn.execute(f"SET statement_timeout = '{TIMEOUT}'")
        last = min(len(runner.seen) + len(unit.commands), len(statements)) - 1
        try:
            if unit.transactional:
                with runner.conn.transaction():
                    runner.begin()
                    _run(runner, runner.inside, unit, statements)
                    runner.end()
            else:
                _run(runner, runner.outside, unit, statements)
        except psycopg.errors.DiskFull as error:
            # The disk of the throw-away server is full, which says nothing about the statement.
            raise SchemadiffError(
                f"the disk of the throw-away server is full: {postgres_words(error)}",
                hint="free some space there, and run this again",
            ) from error
        except psycopg.Error as error:
            # Deferred constraints fail at the end, when all statements have run.
            return _failure(statements[min(len(runner.seen), last)], error)
    return None


def _run(runner: Runner, run: Run, unit: Unit, statements: Sequence[Statement]) -> None:
    for command in unit.commands:
        statement = statements[min(len(runner.seen), len(statements) - 1)]
        if is_of_server(statement.address):
            runner.beside(command.sql)
            runner.seen.append(statement.effects)
        else:
            runner.seen.append(run(command.sql, statement.effects))


def _failure(statement: Statement, error: psycopg.Error) -> Failure:
    schema, table = error.diag.schema_name, error.diag.table_name
    relation = (schema, table) if schema and table else None
    return Failure(statement, postgres_words(error), error.sqlstate or "", relation)
