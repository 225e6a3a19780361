"""Dependents that would make the ALTER of an object fail, and those that let go of it in time.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from schemadiff.diff.order import Node
from schemadiff.diff.work import Work
from schemadiff.interplay.parsed_again import is_parsed_again
from schemadiff.interplay.set_free import is_held, is_set_free
from schemadiff.model import Address, Object


def hinders(work: Work, dependent: Address, before: Object, after: Object) -> bool:
    """True if ``before`` cannot be altered into ``after`` while a dependent is as it is."""
    return work.old.objects[dependent].hinders(before, after) and not _lets_go(work, dependent)


def _lets_go(work: Work, address: Address) -> bool:
    """True if an object's own ALTER ends what it depends on, so that it need only come first."""
    return address in work.alters and address not in work.recasts and is_set_free(*work.alters[address])


def still_held(work: Work, needed: Address) -> set[Address]:
    """The altered dependents that PostgreSQL drops with an object, although their ALTER ends what they need it for."""
    altered = (a for a in work.old.dependents.get(needed, ()) if a in work.alters)
    return {a for a in altered if is_held(*work.alters[a], needed, work.old.knows)}


def edges_of_those_set_free(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that what an object depends on is altered or dropped after the ALTER that ends it."""
    for address in (a for a in work.alters if _lets_go(work, a)):
        table = work.old.objects[address].parent
        for needed in work.old.needs.get(address, ()):
            if needed != table and (address, needed) not in work.new.depends:
                yield from ((Node(make, needed), Node(True, address)) for make in (True, False))


def is_parsed_between(work: Work, dependent: Address) -> bool:
    """True if PostgreSQL would parse it while only some of its columns have their new types."""
    if not is_parsed_again(work.old.objects[dependent]):
        return False
    needs = work.old.needs.get(dependent, ())
    retyped = (a for a in needs if a in work.recasts or (a in work.alters and _is_disturbing(work, a)))
    return len([*islice(retyped, 2)]) > 1


def _is_disturbing(work: Work, address: Address) -> bool:
    before, after = work.alters[address]
    return after.disturbs(before)
