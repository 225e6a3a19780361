"""Casts that expressions mean: neither their text nor ``pg_depend`` names these, only the functions of the casts.

``a integer DEFAULT ROW(1, 2)::pair`` can only be written where the cast from ``pair`` to integer exists already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemadiff.kinds.cast import Cast
from schemadiff.model import Address, Catalog, Object


def meant_casts(users: Iterable[Address], catalog: Catalog) -> Iterator[tuple[Address, Address]]:
    """Yield the objects whose expressions go through a cast, each with the cast."""
    meaning = [obj for address in users if (obj := catalog.objects.get(address)) and obj.meaning]
    by_function: dict[str, list[Cast]] = {}
    for each in catalog.objects.values() if meaning else ():
        if isinstance(each, Cast) and each.function:
            by_function.setdefault(each.function, []).append(each)
    for obj in meaning:
        for function in _called(obj):
            yield from ((obj.address, cast.address) for cast in by_function.get(function, ()))


def _called(obj: Object) -> set[str]:
    """The functions that an object's expressions mean, without its own: a cast waits for its function."""
    uses = obj.meaning.uses if obj.meaning else ()
    return {use.of for use in uses if not use.said} - {obj.identity}
