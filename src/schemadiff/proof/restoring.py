"""What a clone lacks because the dump that it was made of leaves it out."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import psycopg

from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.interplay.restored import lost_by_dump
from schemadiff.model import Address, Catalog, Object

log = logging.getLogger(__name__)


def restore_rest(conn: psycopg.Connection[Any], copied: Catalog, current: Catalog) -> None:
    """Make what the dump leaves out, as far as PostgreSQL lets it be made; what cannot be is a difference that a plan names."""
    lost = {obj.address: obj for obj in lost_by_dump(copied, current)}
    if lost and not _made(conn, copied, lost):
        for address, obj in lost.items():
            _made(conn, copied, {address: obj})


def _made(conn: psycopg.Connection[Any], copied: Catalog, objects: dict[Address, Object]) -> bool:
    try:
        plan = statements(copied, replace(copied, objects={**copied.objects, **objects}))
    except SchemadiffError as error:
        log.info("clone: without %s: %s", ", ".join(map(str, objects)), error)
        return False
    try:
        with conn.transaction():
            for statement in plan:
                conn.execute(statement.sql.encode())
    except psycopg.Error as error:
        log.info("clone: without %s: %s", ", ".join(map(str, objects)), postgres_words(error))
        return False
    return True
