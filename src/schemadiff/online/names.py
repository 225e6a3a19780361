"""Temporary names for an index that is built to replace another, and for the one that it replaces.

They are those of ``REINDEX CONCURRENTLY``, so that whoever finds one that was left behind knows what it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count

from psycopg.sql import Identifier

from schemadiff.model import Catalog
from schemadiff.sql.identity import unquoted
from schemadiff.sql.usualnames import joined

NEW = "ccnew"
OLD = "ccold"


def beside(schema: str, name: str, label: str, taken: Container[str]) -> str:
    """Return the name with the label appended, quoted, truncated to fit, and numbered if it is taken."""
    return next(each for each in _numbered(name, label) if f"{schema}.{each}" not in taken)


def relations(*catalogs: Catalog) -> set[str]:
    """Return the names of all tables, indexes and the like, quoted and with their schemas."""
    every = (obj for catalog in catalogs for obj in catalog.objects.values())
    return {name for obj in every for where, name in obj.occupies() if where == "pg_class"}


def _numbered(name: str, label: str) -> Iterator[str]:
    plain = unquoted(name)
    for number in count():
        found = joined(plain, "", f"{label}{number or ''}")
        # A name that needs no quotes needs none with letters, digits and underscores appended.
        yield Identifier(found).as_string() if name.startswith('"') else found
