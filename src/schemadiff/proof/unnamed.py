"""Names that pg_dump 18 leaves to PostgreSQL, which chooses others: of NOT NULL constraints of partitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemadiff.interplay.unnamed_not_null import unnamed_not_null
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry


def named(found: Iterable[Entry], current: Catalog) -> Iterator[Entry]:
    """Yield the entries of a dump, each partition with those names before it is attached."""
    wanted: dict[str, list[str]] = {}
    for table, sql in unnamed_not_null(current):
        wanted.setdefault(f"TABLE {table} (", []).append(sql)
    for entry in found:
        heads = (head for head in wanted if head in entry.sql) if entry.kind.endswith("TABLE") else ()
        names = "".join(sql for head in heads for sql in wanted[head])
        yield entry._replace(sql=f"{entry.sql}\n{names}") if names else entry
