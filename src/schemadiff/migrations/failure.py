"""The error when a migration stops: the position, PostgreSQL's message, and the state of the database."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from typing import Any

import psycopg

from schemadiff.desired.splitting import Source
from schemadiff.errors import SchemadiffError, postgres_words, redact
from schemadiff.migrations import history, lock, violated
from schemadiff.migrations.file import Migration
from schemadiff.migrations.job import Job, Stopped
from schemadiff.migrations.session import Patience, Session
from schemadiff.model import Position
from schemadiff.model.history import How, Row
from schemadiff.postgres.blocker import way
from schemadiff.postgres.sessions import NAMES
from schemadiff.words import count

CHANGED = {"42701", "42703", "42704", "42710", "42883", "42P01", "42P07"}
"""SQLSTATEs of what is missing, or there already."""
EVERY = 0.25
"""Seconds between two attempts to reach a server after the connection was lost."""


def explain(session: Session, job: Job, number: int, stopped: Stopped) -> SchemadiffError:
    """Return the error for a unit that stopped, with the state of the database after it."""
    if session.conn.closed:
        return _connection_lost(session, job, stopped)
    words, at, detail = words_of(job.script, number, stopped)
    if isinstance(stopped.error, psycopg.errors.LockNotAvailable):
        words = f"{words}, {session.patience.attempts} times{blocked(session)}"
    detail.append(_standing(job, number))
    error = SchemadiffError(words, at=at, detail="\n".join(detail), hint=_hint(stopped, job, session))
    error.quoted = words
    return error


def words_of(script: Migration, number: int, stopped: Stopped) -> tuple[str, Position, list[str]]:
    """Return PostgreSQL's message, the position in the file, and further lines: the source line with a caret, details."""
    words, *more = postgres_words(stopped.error).splitlines()
    at, caret = _place(script, number, stopped)
    return words, at, [*caret, *more]


def blocked(session: Session) -> str:
    """Return who was last seen blocking the statement, as the end of a sentence; empty if nobody was."""
    blockers = "; ".join(map(str, session.watch.blockers))
    return f", blocked by {blockers}" if blockers else ""


def _place(script: Migration, number: int, stopped: Stopped) -> tuple[Position, list[str]]:
    """Return the position of the failure, and its line with a caret if PostgreSQL reports an offset in the statement."""
    command = stopped.command
    if command is None:
        first = script.units[number].commands[:1]
        return Position(script.path, first[0].line if first else 1), []
    within = stopped.error.diag.statement_position
    if within is None:
        return Position(script.path, command.line), []
    source, offset = Source(script.path, script.text), command.start + int(within) - 1
    return source.position(offset), [source.caret(offset)]


def _standing(job: Job, number: int) -> str:
    """Return the state after a failed unit, for an error that the server reported: only units marked before have run."""
    outside = not job.script.units[number].transactional
    again = f"unit {number + 1} ran outside of a transaction: the next run cleans up what it left behind"
    edited = "the file may be edited from there on" if number and job.entry.how is How.APPLY else ""
    return "\n".join([standing(job, number), *filter(None, [edited, again if outside else ""])])


def standing(job: Job, done: int) -> str:
    """Return how much of a file has run, when ``done`` of its units have."""
    back, units = job.entry.how is How.ROLLBACK, len(job.script.units)
    if done == 0:
        nothing = f"nothing of this migration was {'rolled back' if back else 'applied'}"
        earlier = f"; {count(job.before, 'migration')} before it {'was' if job.before == 1 else 'were'}"
        return nothing + (earlier if job.before else "")
    if done == units:
        return f"this migration is {'rolled back' if back else 'applied'}"
    which = "unit 1" if done == 1 else f"units 1-{done}"
    verb = "is" if done == 1 else "are"
    state = "rolled back" if back else "applied"
    return f"{which} of {units} {verb} {state}; the same command again goes on from there"


def _hint(stopped: Stopped, job: Job, session: Session) -> str:
    match stopped.error:
        case psycopg.errors.IntegrityError() as error if stopped.command:
            return violated.hint(session.conn, error, stopped.command.sql, job.entry.how.value)
        case psycopg.errors.LockNotAvailable():
            return way(session.watch.blockers)
        case psycopg.Error() as error if job.entry.how is How.ROLLBACK and error.sqlstate in CHANGED:
            return "if the database was changed by hand since: schemadiff drift shows what differs"
        # The message says whether it was the timeout or a person, but in the server's own language.
        case psycopg.errors.QueryCanceled() if (
            session.patience.statement_timeout != Patience.statement_timeout
        ):
            return "if it ran out of time: --statement-timeout, or statement_timeout in the settings"
    return ""


def _connection_lost(session: Session, job: Job, stopped: Stopped) -> SchemadiffError:
    words = " ".join(redact(str(stopped.error)).split())
    deadline = time.monotonic() + session.patience.reconnect
    standing = None
    while standing is None and time.monotonic() < deadline:
        # A server that crashed takes a moment to restart.
        with suppress(psycopg.OperationalError):
            standing = _ask_history(session, job)
        if standing is None:
            time.sleep(EVERY)
    unknown = "the server does not answer, so it is unknown what was applied: schemadiff status will tell"
    return SchemadiffError(f"{job.script.path}: the connection was lost: {words}", detail=standing or unknown)


def _ask_history(session: Session, job: Job) -> str | None:
    """Return the state according to the history; None while the lost session still runs on the server."""
    with closing(psycopg.connect(session.conninfo, autocommit=True, connect_timeout=5)) as conn:
        conn.execute(NAMES)
        if lock.holder(conn) is not None:
            return None
        return _from_history(job, history.read(conn))


def _from_history(job: Job, rows: tuple[Row, ...]) -> str:
    row: Any = next((row for row in rows if row.version == job.entry.version), None)
    if row is None or row.how != job.entry.how:
        return standing(job, 0)
    if row.running is None:
        return standing(job, row.units_done)
    return (
        f"{standing(job, row.units_done)}\nunit {row.running + 1} was running outside of a transaction: "
        "the next run checks what it did"
    )
