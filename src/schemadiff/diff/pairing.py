"""Compares two catalogues object by object. Nothing here knows what a table is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemadiff.diff.positions import as_placed
from schemadiff.model import Address, Alter, Catalog, Change, Create, Drop, Object


def diff(old: Catalog, new: Catalog) -> Iterator[Change]:
    """Yield the changes from ``old`` to ``new``, sorted by address."""
    before, after = old.objects, as_placed(old, new).objects
    for address in sorted([*_differing(before, after), *(before.keys() ^ after.keys())]):
        match before.get(address), after.get(address):
            case None, obj if obj is not None:
                yield Create(obj)
            case obj, None if obj is not None:
                yield Drop(obj)
            case was, now if was is not None and now is not None:
                yield Alter(was, now)


def differing(old: Catalog, new: Catalog) -> Iterator[Address]:
    """Yield the addresses of objects that are in both and differ, in no order."""
    return _differing(old.objects, new.objects)


def _differing(before: Mapping[Address, Object], after: Mapping[Address, Object]) -> Iterator[Address]:
    return (a for a, was in before.items() if (now := after.get(a)) is not None and not _same(was, now))


def _same(was: Object, now: Object) -> bool:
    # Nearly all equal objects have equal uncompared fields as well, and to see that takes a tenth of the time.
    return was is now or was.__dict__ == now.__dict__ or was == now


def why_replaced(before: Object, after: Object | None) -> str:
    """The reason why an object is dropped, and created again if there is an ``after``."""
    if after is None:
        return "it is dropped"
    if type(after) is not type(before):
        return "PostgreSQL cannot turn one kind of object into another"
    names = sorted(name.replace("_", " ") for name in after.changed(before) - {"identity", "parent"})
    return f"{', '.join(names) or 'what it belongs to'} cannot be altered"
