"""Asking a database for rows that must not be there: how many there are, and the keys of the first few.

A question is one SELECT. It runs in a read-only transaction of its own, with a timeout, and may call no volatile
function. It sees every row or fails: where row level security would hide rows, that is an error and not an answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.sql import Literal

from schemadiff.errors import postgres_words
from schemadiff.postgres.round_trips import transaction
from schemadiff.targets.harmless import doubt

SHOWN = 5
"""The number of rows whose keys are shown."""
LONGEST = 60.0
"""Seconds for all questions together; with many large tables, those left over are named and not asked."""
VALUE_SHOWN = 80
"""Characters of a key's value that are shown: a key may be a text of any length."""
BEFORE = "SET TRANSACTION READ ONLY; SET LOCAL row_security = off; SET LOCAL jit = off"
NOT_YET = {"3F000", "42P01", "42703", "42704", "42883"}
"""SQLSTATEs of a schema, table, column, object (such as a type) or function that does not exist."""

# With a parameter, PostgreSQL's protocol allows one statement only: nothing can end the transaction in between.
_COUNTED = "SELECT *, count(*) OVER () FROM ({}\n) AS found LIMIT %s"


@dataclass(frozen=True)
class Found:
    """The rows that a question finds."""

    rows: int
    keys: tuple[str, ...] = ()
    """The names of the columns that the question selects."""
    sample: tuple[tuple[str | None, ...], ...] = ()
    """The values of those columns in the first rows, as PostgreSQL prints them."""


@dataclass(frozen=True)
class Unanswered:
    """Why a question has no answer."""

    why: str
    early: bool = False
    """True if the question names something that does not exist, or not yet."""


@dataclass(frozen=True)
class Asking:
    """A series of questions to one database, one after the other."""

    conn: psycopg.Connection[Any]
    timeout: str
    """How long each question may take, in PostgreSQL's notation."""
    began: float = field(default_factory=time.monotonic)

    def ask(self, sql: str) -> Found | Unanswered:
        """Run one question, unless the series has taken too long already."""
        if time.monotonic() - self.began > LONGEST:
            return Unanswered(f"the queries before it took more than {LONGEST:g} s")
        return ask(self.conn, sql, self.timeout)


def ask(conn: psycopg.Connection[Any], sql: str, timeout: str) -> Found | Unanswered:
    """Run one question on a database; ``timeout`` is a time in PostgreSQL's notation."""
    try:
        with transaction(conn, f"{BEFORE}; SET LOCAL statement_timeout = {Literal(timeout).as_string()}"):
            if why := doubt(conn, sql):
                return Unanswered(why)
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
    # Raw values: the text that PostgreSQL prints, whatever the column types are.
    raw = [[result.get_value(row, column) for column in range(last)] for row in range(result.ntuples)]
    names = tuple((result.fname(column) or b"").decode() for column in range(last))
    total = int(result.get_value(0, last) or 0)
    return Found(total, names, tuple(tuple(map(_shown, row)) for row in raw))


def _shown(value: bytes | None) -> str | None:
    if value is None:
        return None
    text = value.decode(errors="replace")
    return text if len(text) <= VALUE_SHOWN else f"{text[:VALUE_SHOWN]}..."
