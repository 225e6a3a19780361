"""Names that pg_dump 18 prints without the quotes that they need: of NOT NULL constraints which a child table declares itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from schemadiff.interplay.restored import said_without_quotes
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry


def quoted(found: Iterable[Entry], current: Catalog) -> Iterator[Entry]:
    """Yield the entries of a dump with the names quoted, as the catalogue that was dumped has them."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for table, said, meant in said_without_quotes(current):
        lines.setdefault(f"TABLE {table} (", []).append((said, meant))
    for entry in found:
        heads = (head for head in lines if head in entry.sql) if entry.kind == "TABLE" else ()
        names = [pair for head in heads for pair in lines[head]]
        yield reduce(_with_name, names, entry)


def _with_name(entry: Entry, name: tuple[str, str]) -> Entry:
    return entry._replace(sql=entry.sql.replace(*name, 1))
