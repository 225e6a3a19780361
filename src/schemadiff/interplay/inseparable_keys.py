"""Keys of partitioned tables that PostgreSQL makes with their parts alone: exclusion constraints, and WITHOUT OVERLAPS.

It compares no two indexes that exclude, so it attaches none to another one ("the index definitions do not match"), and
refuses what its own pg_dump says of them: the key ON ONLY the partitioned table, one of each partition, and the two
attached.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Catalog


class Key(NamedTuple):
    """A constraint of a table, as SQL names it."""

    schema: str
    table: str
    name: str

    @property
    def added(self) -> str:
        """How the statement of pg_dump that adds it begins."""
        return f"ALTER TABLE ONLY {self.table}\n    ADD CONSTRAINT {self.name} "

    @property
    def attached(self) -> str:
        """How the statement of pg_dump that attaches its index ends."""
        return f" ATTACH PARTITION {self.schema}.{self.name};"


def inseparable_keys(catalog: Catalog) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Yield the keys that are made with their parts alone, and these."""
    found = [obj for obj in catalog.objects.values() if isinstance(obj, Constraint) and _excludes(obj)]
    below: dict[str, list[Constraint]] = {}
    for each in found:
        below.setdefault(str(each.of), []).append(each)
    for whole in found:
        if whole.partitioned and whole.valid and not whole.of:
            parts, todo = [], [*below.get(whole.identity, ())]
            while todo:
                parts.append(part := todo.pop())
                todo += below.get(part.identity, ())
            yield _key(whole), tuple(_key(part) for part in parts)


def _excludes(key: Constraint) -> bool:
    return key.type == "x" or (key.type in "pu" and " WITHOUT OVERLAPS" in key.definition)


def _key(constraint: Constraint) -> Key:
    return Key(str(constraint.schema), constraint.table, constraint.name)
