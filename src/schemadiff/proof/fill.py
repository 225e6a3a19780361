"""Refreshing the materialized views of a copy: those that are populated on the target, which a schema dump leaves empty."""

from __future__ import annotations

import logging
from typing import Any

import psycopg

from schemadiff.errors import postgres_words
from schemadiff.model import Catalog

log = logging.getLogger(__name__)


def fill(conn: psycopg.Connection[Any], current: Catalog) -> None:
    """Run the REFRESH statements, failed ones again after the others, as they may depend on these; none has to succeed."""
    waiting, tried = [sql for _, obj in sorted(current.objects.items()) for sql in obj.refresh()], 0
    while len(waiting) != tried:
        tried = len(waiting)
        waiting = [sql for sql in waiting if not _runs(conn, sql)]


def _runs(conn: psycopg.Connection[Any], sql: str) -> bool:
    try:
        with conn.transaction():
            conn.execute(sql.encode())
    except psycopg.Error as error:
        log.info("clone: %s: %s", sql, postgres_words(error))
        return False
    return True
