"""Fewer turns between client and server: each takes as long as the way there and back, 50 ms and more from another region."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

Row = TypeVar("Row")


@contextmanager
def transaction(conn: psycopg.Connection[Any], sql: str) -> Iterator[psycopg.Cursor[Any]]:
    """Run statements, in one turn, in a transaction until the context ends, and yield the answer to the last of them.

    Inside another transaction, an error ends that: there is no savepoint to return to.
    """
    if conn.info.transaction_status is not TransactionStatus.IDLE:
        yield last(conn.execute(sql.encode()))
        return
    if not conn.autocommit:
        with conn.transaction():
            yield last(conn.execute(sql.encode()))
        return
    try:
        yield last(conn.execute(f"BEGIN; {sql}".encode()))
        conn.execute("COMMIT")
    except BaseException:
        if not conn.closed and conn.info.transaction_status is not TransactionStatus.IDLE:
            with suppress(psycopg.Error):  # the first error says what is wrong
                conn.execute("ROLLBACK")
        raise


def last(cursor: psycopg.Cursor[Row]) -> psycopg.Cursor[Row]:
    """Return the cursor at the answer to the last of its statements."""
    while cursor.nextset():
        pass
    return cursor


def answers(conn: psycopg.Connection[Any], *queries: LiteralString) -> list[list[tuple[Any, ...]]]:
    """Ask several questions, without parameters, in one turn and one transaction; return the rows of each."""
    cursor = conn.execute("\n;\n".join(queries).encode())
    found = [cursor.fetchall()]
    while cursor.nextset():
        found.append(cursor.fetchall())
    return found
