"""Foreign keys that partitions have themselves: a copy gets them after those of the partitioned tables.

PostgreSQL takes a like one that is there for the partition's part of its parent's, and a dump has them in the order of
their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemadiff.interplay.own_references import own_references
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry

KIND = "FK CONSTRAINT"


def after_wholes(found: Sequence[Entry], current: Catalog) -> Sequence[Entry]:
    """Return the entries with the foreign keys from the topmost tables down; all else keeps its place."""
    below = dict(own_references(current))
    if not below:
        return found
    keys = iter(sorted((entry for entry in found if entry.kind == KIND), key=lambda e: _level(e, below)))
    return [next(keys) if entry.kind == KIND else entry for entry in found]


def _level(entry: Entry, below: Mapping[str, int]) -> int:
    return next((level for added, level in below.items() if added in entry.sql), 0)
