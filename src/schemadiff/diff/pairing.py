"""Compare two catalogues. Nothing here knows what a table is."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.model import Alter, Catalog, Change, Create, Drop, Object


def diff(old: Catalog, new: Catalog) -> Iterator[Change]:
    """Yield what differs, sorted by address."""
    before, after = old.objects, new.objects
    changed = [a for a, obj in after.items() if not _same(before.get(a), obj)]
    for address in sorted(changed + [a for a in before if a not in after]):
        match before.get(address), after.get(address):
            case None, obj if obj is not None:
                yield Create(obj)
            case obj, None if obj is not None:
                yield Drop(obj)
            case was, now if was is not None and now is not None:
                yield Alter(was, now)


def _same(was: Object | None, now: Object) -> bool:
    # Nearly all are equal in what does not count as well, and to see that takes a tenth of the time.
    return was is now or (was is not None and (was.__dict__ == now.__dict__ or was == now))
