"""Groups objects by a key, so that rules need not search through all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from schemadiff.model import Address, Catalog

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def by(things: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """The things by key, in their order."""
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return {each: tuple(them) for each, them in found.items()}


def grouped(
    catalog: Catalog, kind: type[Any] | tuple[type[Any], ...], make: Callable[[Any], T | None]
) -> dict[Address, tuple[T, ...]]:
    """The results of ``make`` for the objects of a kind, by the objects' parents."""
    found: dict[Address, list[T]] = {}
    for obj in catalog.objects.values():
        if isinstance(obj, kind) and obj.parent is not None and (one := make(obj)) is not None:
            found.setdefault(obj.parent, []).append(one)
    return {parent: tuple(parts) for parent, parts in found.items()}
