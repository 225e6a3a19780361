"""The changes between two catalogues, while they are being worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from schemadiff.interplay.between import Between
from schemadiff.interplay.counters import Continued, Numbered
from schemadiff.interplay.late_not_null import Late
from schemadiff.interplay.taken_over import as_over
from schemadiff.model import Address, Catalog, Name, Object


class Vacated(NamedTuple):
    """The statements that give an object a spare name, and the names that become free for others."""

    sqls: Sequence[str]
    names: frozenset[Name]


@dataclass
class Work:
    """The changes between two catalogues, while they are being worked out."""

    old: Catalog
    new: Catalog
    drops: set[Address] = field(default_factory=set)
    creates: set[Address] = field(default_factory=set)
    alters: dict[Address, tuple[Object, Object]] = field(default_factory=dict)
    undo: dict[Address, Object] = field(default_factory=dict)
    """Objects that PostgreSQL creates together with a new one and that must be dropped again."""
    brought: dict[Address, Address] = field(default_factory=dict)
    """Objects that PostgreSQL creates or alters together with another one, by address, and that other one."""
    aside: dict[Address, tuple[Sequence[str], str]] = field(default_factory=dict)
    """Types (or collations) that step aside: renamed to make room for their successors while columns still use them."""
    joined: dict[Address, list[tuple[Object, Object]]] = field(default_factory=dict)
    """Columns of further parents, before and after, that get their type with the first one's, by that one's address."""
    renewed: dict[Address, Address] = field(default_factory=dict)
    """Columns whose NOT NULL is dropped and added for its name in child tables, and what comes or goes before that."""
    renamed: dict[Address, Address] = field(default_factory=dict)
    """The new address of each object that is renamed, and its old address."""
    recasts: dict[Address, tuple[Address, ...]] = field(default_factory=dict)
    """Columns whose data must be converted, and the types (or collations) of theirs that step aside."""
    parked: dict[Address, set[Address]] = field(default_factory=dict)
    """Columns whose data is text while something changes that PostgreSQL cannot change under them, and those changes."""
    by_cast: set[Address] = field(default_factory=set)
    """Types in ``aside`` whose values would be misread as text, and types that contain these: both need casts."""
    over: dict[Address, Address] = field(default_factory=dict)
    """Keys that are created, and the indexes that they take over, which are not dropped."""
    reasons: dict[Address, str] = field(default_factory=dict)
    ahead: dict[Address, list[str]] = field(default_factory=dict)
    """Statements that free a name which PostgreSQL will choose, by the object whose creation makes it do so."""
    behind: dict[Address, list[str]] = field(default_factory=dict)
    """Statements that follow an implicit creation: they rename what is in the way, or renew the parent's NOT NULL."""
    late: list[Late] = field(default_factory=list)
    """NOT NULL constraints that are added once the child tables are there."""
    in_turn: list[Sequence[Object]] = field(default_factory=list)
    """Objects that PostgreSQL numbers in creation order; none may be renamed before all exist."""
    vacated: dict[Address, Vacated] = field(default_factory=dict)
    """Objects with a spare name until they get their final one, because others wait in a circle for their names."""
    spare: dict[Address, Object] = field(default_factory=dict)
    """Dropped objects under the spare name that they have until then."""
    continued: Sequence[Continued] = ()
    """Columns whose new sequence continues where their dropped one is."""
    at_once: dict[Address, set[Address]] = field(default_factory=dict)
    """Objects that need each other and so are dropped in one statement: the others, by the one that it is filed under."""
    numbered: dict[Address, list[Numbered]] = field(default_factory=dict)
    """Columns whose new sequence continues after the numbers in the rows, by what comes last before it."""
    separate: set[Address] = field(default_factory=set)
    """Objects that could be written inline but are not, because that would close a cycle."""

    @property
    def between(self) -> Between:
        """What the kinds are asked with: both catalogues, and the drops and renames known so far."""
        return Between(self.old, self.new, self.drops, self.renamed)

    def forget_dropped(self, before: AbstractSet[Address] = frozenset()) -> None:
        """Take out the alterations of dropped objects, whose address a renamed one may have afterwards.

        Those in ``before`` were dropped before it was worked out what comes with the objects that are created.
        """
        for address in (self.drops & self.alters.keys()) - self.renamed.keys() - before:
            del self.alters[address]


def created(work: Work) -> Iterator[tuple[Address, Object]]:
    """Return the objects that are created, with their addresses.

    A first plan creates nearly all there is, and takes the catalogue's order, in which the objects lie in memory: with
    100,000 of them this takes a fifth of the time of looking each one up.
    """
    objects = work.new.objects
    if 2 * len(work.creates) > len(objects):
        return ((address, obj) for address, obj in objects.items() if address in work.creates)
    return ((address, objects[address]) for address in work.creates)


def descendants(catalog: Catalog, address: Address) -> set[Address]:
    """The parts of an object, their parts, and so on."""
    found: set[Address] = set()
    todo = [address]
    while todo:
        children = catalog.children.get(todo.pop(), ())
        found.update(children)
        todo += children
    return found


def over_indexes(work: Work) -> dict[Address, Object]:
    """The keys that take over an index, unless that has to go for another reason."""
    kept = {key: index for key, index in work.over.items() if index not in work.drops}
    return {key: as_over(work.new.objects[key], work.old.objects[index]) for key, index in kept.items()}
