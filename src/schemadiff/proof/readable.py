"""Rewrites what pg_dump prints in a form that PostgreSQL does not read.

That is names without the quotes that they need (pg_dump 18: of NOT NULL constraints which a child table declares itself),
and the marks of cycles in recursive queries (``catalog/cycle_marks.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from schemadiff.catalog import cycle_marks
from schemadiff.interplay.restored import said_without_quotes
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry


def readable(found: Iterable[Entry], current: Catalog) -> Iterator[Entry]:
    """Yield the entries of a dump as PostgreSQL reads them; names are quoted as in the catalogue that was dumped."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for table, said, meant in said_without_quotes(current):
        lines.setdefault(f"TABLE {table} (", []).append((said, meant))
    for entry in found:
        heads = (head for head in lines if head in entry.sql) if entry.kind == "TABLE" else ()
        names = [pair for head in heads for pair in lines[head]]
        yield reduce(_with_name, names, entry._replace(sql=cycle_marks.readable(entry.sql)))


def _with_name(entry: Entry, name: tuple[str, str]) -> Entry:
    return entry._replace(sql=entry.sql.replace(*name, 1))
