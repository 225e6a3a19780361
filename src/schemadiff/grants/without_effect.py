"""GRANT and REVOKE without effect: PostgreSQL only warns, and the wanted privilege would silently be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

NOTHING_DONE = ("01006", "01007")
"""The SQLSTATEs of the warnings "no privileges were granted" and "no privileges could be revoked"."""
GRANTS = re.compile(r"\s*(?:GRANT|REVOKE)\b", re.IGNORECASE)
SWEEPS = re.compile(r"\bIN\s+SCHEMA\b", re.IGNORECASE)
"""Matches grants on all objects of a schema: they mean those that may be granted, and PostgreSQL warns of others."""


@contextmanager
def refuse_without_effect(conn: psycopg.Connection[Any], sql: str) -> Iterator[None]:
    """Raise an error if the statement that runs inside grants or revokes nothing, where PostgreSQL only warns.

    Raises:
        psycopg.errors.InsufficientPrivilege: with PostgreSQL's message.
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


__all__ = ["GRANTS", "NOTHING_DONE", "refuse_without_effect"]
