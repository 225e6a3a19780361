"""GRANT and REVOKE that do nothing, of which PostgreSQL only warns: what was wanted would be lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

NOTHING_DONE = ("01006", "01007")
"""SQLSTATE of the warnings "no privileges were granted" and "no privileges could be revoked"."""
GRANTS = re.compile(r"\s*(?:GRANT|REVOKE)\b", re.IGNORECASE)
SWEEPS = re.compile(r"\bIN\s+SCHEMA\b", re.IGNORECASE)
"""ALL TABLES IN SCHEMA means all that may be granted; what is not is still warned of."""


@contextmanager
def never(conn: psycopg.Connection[Any], sql: str) -> Iterator[None]:
    """Raise where PostgreSQL would only warn that the statement, run inside, grants or revokes nothing.

    Raises:
        psycopg.errors.InsufficientPrivilege: in PostgreSQL's words.
    """
    if not GRANTS.match(sql) or SWEEPS.search(sql):
        yield
        return
    warned: list[str] = []

    def keep(diag: psycopg.errors.Diagnostic) -> None:
        if diag.sqlstate in NOTHING_DONE:
            warned.append(diag.message_primary or "")

    conn.add_notice_handler(keep)
    try:
        yield
    finally:
        conn.remove_notice_handler(keep)
    if warned:
        raise psycopg.errors.InsufficientPrivilege(warned[0])


__all__ = ["GRANTS", "NOTHING_DONE", "never"]
