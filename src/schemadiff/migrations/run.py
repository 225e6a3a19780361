"""Running the units of a file, each with its mark in the history: whatever happens, a marked unit has run.

A transactional unit is marked in its own transaction. Any other is marked as running before it, and as done after it;
if the process ends in between, ``leftovers`` finds out what it did.
"""

from __future__ import annotations

import time
from contextlib import suppress

import psycopg

from schemadiff.errors import SchemadiffError
from schemadiff.grants.without_effect import refuse_without_effect
from schemadiff.migrations import history, leftovers, lock
from schemadiff.migrations.failure import blocked, explain, standing
from schemadiff.migrations.holders import holders
from schemadiff.migrations.job import Job, Stopped
from schemadiff.migrations.rows import before_unit
from schemadiff.migrations.session import Connection, Session, clean
from schemadiff.migrations.split import Command, Unit

_WORTH_ANOTHER_TRY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


def run(session: Session, job: Job) -> None:
    """Run the units that have not run yet; SchemadiffError with the position where it stopped, and the state of the database."""
    units = job.script.units
    if job.done == len(units) > 0:
        # The rest was taken out of the file after it stopped: nothing is left to run that would record the end.
        history.record(session.conn, *_beginning(job, job.done), _advance(job, job.done - 1))
    for number in range(job.done, len(units)):
        if len(units) > 1:
            session.say(f"{job.script.path}: unit {number + 1} of {len(units)}")
        try:
            _run_with_retries(session, job, number)
        except Exception:
            raise
        except BaseException:
            # Ctrl-C or SIGTERM: an error says by itself how far it came.
            session.say(
                f"{job.script.path}: stopped in unit {number + 1} of {len(units)}; schemadiff status says what is done, "
                "and the same command again goes on from there"
            )
            raise


def _run_with_retries(session: Session, job: Job, number: int) -> None:
    """Run one unit, and retry it after a lock timeout or a deadlock."""
    attempts = session.patience.attempts
    for attempt in range(1, attempts + 1):
        try:
            _attempt(session, job, number, again=attempt > 1)
        except Stopped as stopped:
            _note_holders(session, stopped)
            if attempt == attempts or not isinstance(stopped.error, _WORTH_ANOTHER_TRY):
                raise explain(session, job, number, stopped) from stopped.error
            pause = session.patience.pause * 2 ** (attempt - 1)
            session.say(
                f"{where(job, stopped.command)}: {stopped.error.diag.message_primary}{blocked(session)}; "
                f"trying again in {pause:g} s ({attempt} of {attempts} attempts)"
            )
            time.sleep(pause)
        else:
            return


def _note_holders(session: Session, stopped: Stopped) -> None:
    """Find out who holds the lock, if the statement gave up before anybody was seen to block it."""
    refused = isinstance(stopped.error, psycopg.errors.LockNotAvailable)
    if refused and stopped.command and not session.watch.blockers:
        with suppress(psycopg.Error):
            session.watch.blockers = holders(session.conn, stopped.command.sql)


def where(job: Job, command: Command | None) -> str:
    """Return the position of a command, for a line of output."""
    return f"{job.script.path}:{command.line}" if command else job.script.path


def _attempt(session: Session, job: Job, number: int, *, again: bool) -> None:
    unit = job.script.units[number]
    try:
        clean(session.conn)
        if not lock.mine(session.conn):
            raise SchemadiffError(
                "the lock of this database was lost: statements of one connection ran in several sessions",
                hint="connect directly, or through a pooler in session mode",
            )
        before_unit(session, job.script, number, job.asked, standing(job, number))
        if unit.transactional:
            _run_transactional(session, job, number)
        else:
            _run_alone(session, job, number, again=again)
    except psycopg.Error as error:
        raise Stopped(None, error) from error


def _run_transactional(session: Session, job: Job, number: int) -> None:
    conn, patience = session.conn, session.patience
    with conn.transaction():
        set_timeouts(conn, patience.lock_timeout, patience.statement_timeout)
        _execute_all(session, job, job.script.units[number])
        # Deferred constraints fail here, with the settings of the unit, and not in the commit.
        conn.execute("SET CONSTRAINTS ALL IMMEDIATE; RESET SESSION AUTHORIZATION; RESET ROLE")
        history.record(conn, *_beginning(job, number), _advance(job, number))


def _run_alone(session: Session, job: Job, number: int, *, again: bool) -> None:
    conn, version = session.conn, job.entry.version
    unit = job.script.units[number]
    interrupted = again or job.running == number
    steps = [] if again else _beginning(job, number)
    history.record(conn, *steps, *([] if interrupted else [history.running(version, number)]))
    set_timeouts(conn, "0", "0")
    done = interrupted and _cleared(session, job, unit)
    if not done:
        try:
            _execute_all(session, job, unit)
        except Stopped as stopped:
            if isinstance(stopped.error, psycopg.errors.DuplicateTable):
                # Another index has that name: the next run must not take it for one that this unit left.
                history.record(conn, history.running(version, None))
            raise
    clean(conn)
    history.record(conn, _advance(job, number))


def _beginning(job: Job, number: int) -> list[history.Step]:
    """Return what records the file in the history, together with the first unit that runs."""
    if number > job.done:
        return []
    if job.done == 0 and job.running is None:
        return [history.start(job.entry)]
    return [history.edited(job.entry)]


def _advance(job: Job, number: int) -> history.Step:
    return history.advance(job.entry.version, number + 1, job.script.progress(number + 1))


def _cleared(session: Session, job: Job, unit: Unit) -> bool:
    for setting in unit.settings:
        session.conn.execute(setting.sql.encode())
    (command,) = unit.commands
    return leftovers.clear(
        session.conn, command.sql, lambda words: session.say(f"{where(job, command)}: {words}")
    )


def _execute_all(session: Session, job: Job, unit: Unit) -> None:
    for command in (*unit.settings, *unit.commands):
        with session.watch.statement(where(job, command)):
            _execute_checked(session.conn, command)


def _execute_checked(conn: Connection, command: Command) -> None:
    """Run one command; it is also an error if it was to grant something and granted nothing."""
    try:
        with refuse_without_effect(conn, command.sql):
            execute(conn, command)
    except psycopg.Error as error:
        raise Stopped(command, error) from error


def execute(conn: Connection, command: Command) -> None:
    """Run one command, or raise Stopped with it."""
    try:
        conn.execute(command.sql.encode())
    except psycopg.Error as error:
        raise Stopped(command, error) from error


def set_timeouts(conn: Connection, lock_timeout: str, statement_timeout: str) -> None:
    """Set both for the session; in an open transaction, until that is rolled back or ``clean`` resets them."""
    conn.execute(
        "SELECT pg_catalog.set_config('lock_timeout', %s, false),"
        " pg_catalog.set_config('statement_timeout', %s, false)",
        (lock_timeout, statement_timeout),
    )
