"""Names for a while: what is built beside an index, and the index that this takes the place of.

They are those of ``REINDEX CONCURRENTLY``, so that whoever finds one that was left behind knows what it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count

from psycopg.sql import Identifier

from schemadiff.desired.sources import unquoted
from schemadiff.model import Catalog
from schemadiff.sql.usualnames import joined

NEW = "ccnew"
OLD = "ccold"


def beside(schema: str, name: str, label: str, taken: Container[str]) -> str:
    """The name with the label behind it, quoted, cut so that it fits, and numbered if there is such a one."""
    return next(each for each in _numbered(name, label) if f"{schema}.{each}" not in taken)


def relations(*catalogs: Catalog) -> set[str]:
    """The names of all tables, indexes and the like, quoted and with their schemas."""
    every = (obj for catalog in catalogs for obj in catalog.objects.values())
    return {name for obj in every for where, name in obj.occupies() if where == "pg_class"}


def _numbered(name: str, label: str) -> Iterator[str]:
    plain = unquoted(name)
    for number in count():
        found = joined(plain, "", f"{label}{number or ''}")
        # What needs no quotes needs none with letters, digits and underscores behind it.
        yield Identifier(found).as_string() if name.startswith('"') else found
