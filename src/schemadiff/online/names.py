"""Temporary names: of an index that is built to replace another, of the one that it replaces, and of checks.

Those of indexes are as ``REINDEX CONCURRENTLY`` has them, so that whoever finds one that was left behind knows what it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count

from psycopg.sql import Identifier

from schemadiff.model import Catalog
from schemadiff.sql.identity import unquoted
from schemadiff.sql.usualnames import LONGEST_NAME, joined

NEW = "ccnew"
OLD = "ccold"


def beside(schema: str, name: str, label: str, taken: Container[str]) -> str:
    """Return the name with the label appended, quoted, truncated to fit, and numbered if it is taken."""
    return next(each for each in _numbered(name, label) if f"{schema}.{each}" not in taken)


def check_name(about: str, taken: Container[str]) -> str:
    """Return the quoted name of a check about something that has this name, quoted; numbered if it is taken."""
    text = f"schemadiff_{unquoted(about)}".encode()
    ends = (str(number or "") for number in count())
    names = (f"{text[: LONGEST_NAME - len(end)].decode(errors='ignore')}{end}" for end in ends)
    return Identifier(next(name for name in names if name not in taken)).as_string()


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
