"""What is to be done, while it is being worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemadiff.kinds import Between
from schemadiff.model import Address, Catalog, Name, Object


class Vacated(NamedTuple):
    """What an object is renamed by, so that others can have the names that it had."""

    sqls: Sequence[str]
    names: frozenset[Name]


@dataclass
class Work:
    """What is to be done, while it is being worked out."""

    old: Catalog
    new: Catalog
    drops: set[Address] = field(default_factory=set)
    creates: set[Address] = field(default_factory=set)
    alters: dict[Address, tuple[Object, Object]] = field(default_factory=dict)
    undo: dict[Address, Object] = field(default_factory=dict)
    """What comes into being with a created object and must not stay."""
    brought: dict[Address, Address] = field(default_factory=dict)
    """What PostgreSQL makes or alters on its own together with something else, and with what."""
    aside: dict[Address, tuple[Sequence[str], str]] = field(default_factory=dict)
    """Types that step aside for their successors, because columns full of data have them."""
    renamed: dict[Address, Address] = field(default_factory=dict)
    """What keeps what it is under another name, and the address that it had."""
    recasts: dict[Address, tuple[Address, ...]] = field(default_factory=dict)
    """What holds data of something that steps aside (a type, a collation), and all of these."""
    parked: dict[Address, set[Address]] = field(default_factory=dict)
    """What holds its data as text until something has changed that PostgreSQL does not change under it, and all of that."""
    by_cast: set[Address] = field(default_factory=set)
    """What steps aside and whose values text does not carry over, for it says otherwise what they are; and what is made of that."""
    reasons: dict[Address, str] = field(default_factory=dict)
    ahead: dict[Address, list[str]] = field(default_factory=dict)
    """What makes room for the names that PostgreSQL gives to what it makes together with something."""
    behind: dict[Address, list[str]] = field(default_factory=dict)
    """What takes such names away again, once all have theirs, where one of them is another's in the end."""
    in_turn: list[Sequence[Object]] = field(default_factory=list)
    """What PostgreSQL numbers in the order in which it makes it, and nothing may be renamed before all are there."""
    vacated: dict[Address, Vacated] = field(default_factory=dict)
    """What has a spare name until it gets the one that it is to have, for others wait for those that it had in a circle."""
    separate: set[Address] = field(default_factory=set)
    """What could be written inline but must not, because that would close a cycle."""

    @property
    def between(self) -> Between:
        """The way, as far as it is known, for what asks the kinds."""
        return Between(self.old, self.new, self.drops, self.renamed)


def descendants(catalog: Catalog, address: Address) -> set[Address]:
    """What is a part of an object, over any number of parents."""
    found: set[Address] = set()
    todo = [address]
    while todo:
        children = catalog.children.get(todo.pop(), ())
        found.update(children)
        todo += children
    return found
