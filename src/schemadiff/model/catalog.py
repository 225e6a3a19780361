"""The catalogue: all objects of one database at one moment."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from schemadiff.model.address import Address, Member, Unmodelled
from schemadiff.model.objects import Object

T = TypeVar("T")


class Pairs(frozenset[tuple[Address, Address]]):
    """Pairs (dependent, referenced) that can be looked up by either end, and the lookups that were made of them.

    Catalogues with the same dependencies share one of these: with 5,000 tables it takes 40 MB together with its lookups.
    """

    @cached_property
    def dependents(self) -> Mapping[Address, Sequence[Address]]:
        """For each address the other ends of the pairs in which it is the referenced one, in no order."""
        found: dict[Address, list[Address]] = {}
        for dependent, referenced in self:
            found.setdefault(referenced, []).append(dependent)
        return found

    @cached_property
    def needs(self) -> Mapping[Address, Sequence[Address]]:
        """For each address the other ends of the pairs in which it is the dependent one, in no order."""
        found: dict[Address, list[Address]] = {}
        for dependent, referenced in self:
            found.setdefault(dependent, []).append(referenced)
        return found


@dataclass(frozen=True)
class Catalog:
    """One database at one moment: its objects and their dependencies."""

    objects: Mapping[Address, Object]
    depends: frozenset[tuple[Address, Address]]
    """Pairs (dependent, referenced), from ``pg_depend`` and from parents."""
    dies_with: frozenset[tuple[Address, Address]]
    """The pairs of ``depends`` whose dependent PostgreSQL drops automatically with the referenced object."""
    unmodelled: tuple[Unmodelled, ...] = ()
    role: str = ""
    """The role that read it, quoted; it owns what is created without an explicit owner."""
    version: int = 0
    """``server_version_num``, for example 180004."""
    written_for: int | None = None
    """That of the server that statements are for, where it is an earlier one than the one that was read."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """The number of objects left out, by reason (a pattern, a platform schema)."""
    made: Mapping[Address, str] = field(default_factory=dict)
    """Objects that an extension or a platform created at run time, parts included, and which one did."""
    members: Mapping[Address, Member] = field(default_factory=dict)
    """Members of extensions that privileges can be granted on."""
    formerly: Mapping[Address, str] = field(default_factory=dict)
    """Former names of what a plan renames first, by new address: a table's identity, a column's name."""

    def __post_init__(self) -> None:
        for name in ("depends", "dies_with"):
            if not isinstance(pairs := getattr(self, name), Pairs):
                object.__setattr__(self, name, Pairs(pairs))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its objects."""
        return frozenset(address.type for address in self.objects)

    @property
    def dependents(self) -> Mapping[Address, Sequence[Address]]:
        """For each address the objects that depend on it directly, in no order."""
        return _pairs(self.depends).dependents

    @property
    def needs(self) -> Mapping[Address, Sequence[Address]]:
        """For each address the objects that it depends on directly, in no order."""
        return _pairs(self.depends).needs

    @cached_property
    def children(self) -> Mapping[Address, Sequence[Address]]:
        """For each address, the objects whose ``parent`` it is, in no order."""
        found: dict[Address, list[Address]] = {}
        for address, obj in self.objects.items():
            if obj.parent is not None:
                found.setdefault(obj.parent, []).append(address)
        return found

    @cached_property
    def _made_once(self) -> dict[Callable[[Catalog], Any], Any]:
        return {}

    def once(self, make: Callable[[Catalog], T]) -> T:
        """The result of ``make`` for this catalogue; computed once, so that thousands of objects can look things up."""
        if make not in self._made_once:
            self._made_once[make] = make(self)
        found: T = self._made_once[make]
        return found

    @property
    def major(self) -> int:
        """The major version, for example 18."""
        return self.version // 10000

    @property
    def knows(self) -> int:
        """The version whose statements a plan may write."""
        return self.written_for or self.version

    def parts(self, wholes: Iterable[Address], but: Container[Address] = ()) -> set[Address]:
        """Everything that is dropped with ``wholes`` (a table's columns, a serial's sequence), except ``but``."""
        found, waiting = set[Address](), list(wholes)
        # Made only when something is looked up.
        dying: Mapping[Address, Sequence[Address]] = _pairs(self.dies_with).dependents if waiting else {}
        while waiting:
            more = [part for part in dying.get(waiting.pop(), ()) if part not in found and part not in but]
            found.update(more)
            waiting += more
        return found

    def whole(self, address: Address) -> Address | None:
        """The outermost object that an address is a part of; None if it is not a part."""
        found: Address | None = None
        obj = self.objects.get(address)
        while obj is not None and obj.parent is not None:
            found = obj.parent
            obj = self.objects.get(obj.parent)
        return found


def same_pairs(
    known: frozenset[tuple[Address, Address]], pairs: frozenset[tuple[Address, Address]]
) -> frozenset[tuple[Address, Address]]:
    """``known`` if it equals ``pairs``, else those: comparing a set with itself looks each of its elements up."""
    return known if known is pairs or known == pairs else pairs


def _pairs(pairs: frozenset[tuple[Address, Address]]) -> Pairs:
    assert isinstance(pairs, Pairs)
    return pairs
