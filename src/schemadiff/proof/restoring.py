"""What a clone lacks because the dump that it was made of leaves it out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import psycopg

from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.interplay.not_null import inherited_only
from schemadiff.interplay.restored import lost_by_dump
from schemadiff.model import Address, Catalog, Object
from schemadiff.proof.constructors import name_constructors
from schemadiff.proof.parts import name_index_columns, name_parts
from schemadiff.shadow import Workshop

Naming = Callable[[Catalog, Catalog], bool]
"""Gives what has another name in a copy than in the original that one; returns False if all is called so already."""
log = logging.getLogger(__name__)


def as_inherited(
    workshop: Workshop, database: str, conn: psycopg.Connection[Any], current: Catalog
) -> Catalog:
    """Make what comes from parents as it is on the target, and return the copy's catalogue."""
    copied = _leave_to_parents(workshop, database, conn, current)
    namings = (
        partial(name_parts, conn),
        partial(name_index_columns, conn),
        partial(name_constructors, workshop, database),
    )
    named = [_named(naming, copied, current) for naming in namings]
    return workshop.read(database, conn) if any(named) else copied


def _named(naming: Naming, copied: Catalog, current: Catalog) -> bool:
    try:
        return naming(copied, current)
    except psycopg.Error as error:
        log.info("clone: without some names of the target: %s", postgres_words(error))
        return False


def _leave_to_parents(
    workshop: Workshop, database: str, conn: psycopg.Connection[Any], current: Catalog
) -> Catalog:
    """Make the inherited NOT NULL constraints of children inherited alone, as on the target, and return the copy's catalogue.

    pg_dump cannot express that they are not the child's own as well.
    """
    copied = workshop.read(database, conn)
    if not (commands := [*inherited_only(copied, current)]):
        return copied
    with conn.transaction():
        for sql in commands:
            conn.execute(sql.encode())
    after = workshop.read(database, conn)
    with conn.transaction():
        for address in sorted(copied.objects.keys() - after.objects.keys()):
            for sql in copied.objects[address].create():
                conn.execute(sql.encode())
    return workshop.read(database, conn)


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
