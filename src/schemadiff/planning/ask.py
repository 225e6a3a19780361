"""Asking a database for rows that must not be there: how many there are, and the keys of the first few.

A question is one SELECT, in a read-only transaction of its own, with a limit of time, and may only compute. It sees every row or fails:
row level security that would hide some is an error, not an answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemadiff.errors import postgres_words
from schemadiff.planning.harmless import doubt

SHOWN = 5
"""Rows whose keys are shown."""
LONGEST = 60.0
"""Seconds for all questions together: with many large tables, what is left is named and not asked."""
VALUE_SHOWN = 80
"""Characters of a key that are shown: a key may be any text."""
BEFORE = """
    SET TRANSACTION READ ONLY;
    SET LOCAL row_security = off;
    SET LOCAL jit = off
"""
NOT_YET = {"3F000", "42P01", "42703", "42704", "42883"}
"""Schema, table, column, type or function that is not there."""

# With a parameter, PostgreSQL's protocol allows one statement only: nothing can end the transaction in between.
_COUNTED = "SELECT *, count(*) OVER () FROM ({}\n) AS found LIMIT %s"


@dataclass(frozen=True)
class Found:
    """The rows that a question finds."""

    rows: int
    keys: tuple[str, ...] = ()
    """The names of the columns that it answers with."""
    sample: tuple[tuple[str | None, ...], ...] = ()
    """Their values in the first rows, as PostgreSQL prints them."""


@dataclass(frozen=True)
class Unanswered:
    """Why a question has no answer."""

    why: str
    early: bool = False
    """True if something that it names is not there, or not yet."""


@dataclass(frozen=True)
class Asking:
    """Questions to one database, one after the other."""

    conn: psycopg.Connection[Any]
    timeout: str
    """How long each may take, in PostgreSQL's notation."""
    began: float = field(default_factory=time.monotonic)

    def ask(self, sql: str) -> Found | Unanswered:
        """Put one question, unless the others have taken too long."""
        if time.monotonic() - self.began > LONGEST:
            return Unanswered(f"the questions before it took more than {LONGEST:g} s")
        return ask(self.conn, sql, self.timeout)


def ask(conn: psycopg.Connection[Any], sql: str, timeout: str) -> Found | Unanswered:
    """Put one question to a database; ``timeout`` is a time in PostgreSQL's notation."""
    try:
        with conn.transaction():
            conn.execute(BEFORE)
            if why := doubt(conn, sql):
                return Unanswered(why)
            conn.execute("SELECT set_config('statement_timeout', %s, true)", (timeout,))
            return _found(conn.execute(_COUNTED.format(sql.replace("%", "%%")).encode(), (SHOWN,)))
    except psycopg.errors.QueryCanceled:
        return Unanswered(f"it took longer than {timeout}")
    except psycopg.Error as error:
        if conn.closed:
            raise
        return Unanswered(postgres_words(error).splitlines()[0], error.sqlstate in NOT_YET)


def _found(cursor: psycopg.Cursor[Any]) -> Found:
    result = cursor.pgresult
    assert result is not None
    last = result.nfields - 1
    if not result.ntuples:
        return Found(0)
    # As PostgreSQL prints them, whatever their types are.
    raw = [[result.get_value(row, column) for column in range(last)] for row in range(result.ntuples)]
    names = tuple((result.fname(column) or b"").decode() for column in range(last))
    total = int(result.get_value(0, last) or 0)
    return Found(total, names, tuple(tuple(map(_shown, row)) for row in raw))


def _shown(value: bytes | None) -> str | None:
    if value is None:
        return None
    text = value.decode(errors="replace")
    return text if len(text) <= VALUE_SHOWN else f"{text[:VALUE_SHOWN]}..."
