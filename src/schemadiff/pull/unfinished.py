"""Indexes that an interrupted CREATE INDEX CONCURRENTLY left on the target: no file can say that an index is invalid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.model import Address, Note, Severity
from schemadiff.settings import Settings
from schemadiff.targets import Live

_INVALID = """
    SELECT pg_catalog.format('%I.%I', n.nspname, i.relname)
    FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
         JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
    WHERE NOT x.indisvalid AND i.relkind = 'i' AND n.nspname NOT IN ('pg_toast', 'schemadiff')
    ORDER BY 1
"""
"""An index of a partitioned table is no leftover: it waits for those of the partitions."""


def unfinished(target: Live) -> tuple[Address, ...]:
    """Return the invalid indexes of the target."""
    with target.connect() as conn:
        return tuple(Address("index", str(name)) for (name,) in conn.execute(_INVALID))


def without(settings: Settings, found: tuple[Address, ...]) -> Settings:
    """Return the settings with the indexes left out of the comparison."""
    return replace(settings, ignore=(*settings.ignore, *map(str, found)))


def notes(found: tuple[Address, ...]) -> Iterator[Note]:
    """Yield a note for each index, with what to do about it."""
    for address in found:
        yield Note(
            f"{address} is not pulled: it is invalid, an interrupted CREATE INDEX CONCURRENTLY left it",
            Severity.WARNING,
            hint=f"if it is wanted, REINDEX INDEX CONCURRENTLY {address.identity}, and pull again; "
            f"else DROP INDEX CONCURRENTLY {address.identity}",
        )
