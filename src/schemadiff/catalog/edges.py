"""The dependencies among the objects of a catalogue, from the rows of ``pg_depend``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, LiteralString

from schemadiff.model import PART, Address, Key, Object, Reading

# 16384 is FirstNormalObjectId: lower oids come from initdb, and of those only the schema public is an object here.
# The conditions drop a third of the rows, about what no object needs and what is no object here: NOT NULL
# constraints, the triggers of foreign keys, TOAST tables.
DEPENDS: LiteralString = """
SELECT deptype::text, (classid::int8 << 44) | (objid::int8 << 12) | (objsubid & 4095),
       (refclassid::int8 << 44) | (refobjid::int8 << 12) | (refobjsubid & 4095)
FROM pg_depend
WHERE objid >= 16384 AND refobjid >= 16384 AND deptype IN ('n', 'a', 'i', 'e', 'P', 'S')
      AND NOT (classid = 'pg_trigger'::regclass AND refclassid = 'pg_constraint'::regclass AND deptype = 'i')
      AND NOT (classid = 'pg_constraint'::regclass
               AND objid IN (SELECT oid FROM pg_constraint WHERE contype = 'n'))
      AND NOT (classid = 'pg_class'::regclass
               AND objid IN (SELECT oid FROM pg_class WHERE relnamespace = 'pg_toast'::regnamespace))
"""


def resolved(
    reading: Reading, edges: list[tuple[Any, ...]], objects: Mapping[Address, Object]
) -> tuple[set[tuple[Address, Address]], set[tuple[Address, Address]]]:
    """The pairs (dependent, referenced), and those whose dependent PostgreSQL drops automatically; ``edges`` is emptied."""
    whole: dict[Key, Key] = {}
    parted: dict[Key, Key] = {}
    for deptype, this, that in edges:
        if deptype in "iP":
            (whole if deptype == "i" else parted).setdefault(this, that)
    # The parts that a partition has from its parent are no objects here. Whoever depends on one depends on the parent's
    # part; but what such a part depends on (its own table) the parent's does not. Depending on a member of an extension
    # is depending on the extension.
    brought = {this & ~PART: that for deptype, this, that in edges if deptype == "e"}
    dependents, referenced = _Ends(reading, objects, whole), _Ends(reading, objects, parted | whole, brought)
    addresses = reading.addresses
    depends: set[tuple[Address, Address]] = set()
    dies_with: set[tuple[Address, Address]] = set()
    while edges:
        deptype, this, that = edges.pop()
        if (x := dependents[this]) is None or (y := referenced[that]) is None or x is y or x == y:
            continue
        depends.add(pair := (x, y))
        # Not for the index of a constraint: dropping a column of its predicate fails, and does not drop the constraint.
        if deptype in "ai" and (this in addresses or this & ~PART in addresses):
            dies_with.add(pair)
    return depends, dies_with


class _Ends(dict[Key, Address | None]):
    """Resolves keys of ``pg_depend`` to objects of the catalogue, each when it is first looked up."""

    def __init__(
        self,
        reading: Reading,
        objects: Mapping[Address, Object],
        whole: Mapping[Key, Key],
        brought: Mapping[Key, Key] = MappingProxyType({}),
    ) -> None:
        self.reading, self.objects, self.whole, self.brought = reading, objects, whole, brought

    def __missing__(self, at: Key) -> Address | None:
        addresses = self.reading.addresses
        found = addresses.get(at) or _stands_for(at, addresses, self.whole)
        if found not in self.objects:
            brought = _brought_by(at, addresses, self.whole, self.brought) if self.brought else None
            found = brought if brought in self.objects else None
        self[at] = found
        return found


def _brought_by(
    at: Key, addresses: Mapping[Key, Address], whole: Mapping[Key, Key], brought: Mapping[Key, Key]
) -> Address | None:
    """The extension that a key, or what it is a part of (an array type of its element type), is a member of."""
    seen: set[Key] = set()
    while at not in seen:
        seen.add(at)
        if extension := brought.get(at & ~PART):
            return addresses.get(extension)
        at = whole.get(at) or whole.get(at & ~PART) or at
    return None


def _stands_for(at: Key, addresses: Mapping[Key, Address], whole: Mapping[Key, Key]) -> Address | None:
    """The object that an end of a ``pg_depend`` row is a part of (a view's rule: the view)."""
    seen: set[Key] = set()
    while at not in seen:
        seen.add(at)
        if found := addresses.get(at) or addresses.get(at & ~PART):
            return found
        at = whole.get(at) or whole.get(at & ~PART) or at
    return None


__all__ = ["DEPENDS", "resolved"]
