"""What is done otherwise where an order of statements would go round in a circle.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from schemadiff.diff.order import Node
from schemadiff.diff.rebuilding import goes_with
from schemadiff.diff.work import Work
from schemadiff.model import Address


def hindering(work: Work, circle: Sequence[Node], makes: Mapping[Address, Address]) -> set[Address]:
    """What cannot be altered in a circle, a view say, for something that it is to need could then not change under it."""
    found: set[Address] = set()
    for (later_made, later), (made, earlier) in pairwise((*circle, circle[0])):
        if not (
            later_made and made and made_anew_at_will(work, later) and earlier in _needs(work, later, makes)
        ):
            continue
        if earlier in work.alters:
            before, after = work.alters[earlier]
            hinders = after.disturbs(before) and work.alters[later][0].hinders(before, after)
        else:
            hinders = earlier in work.drops
        found |= {later} if hinders else set()
    return found


def made_anew_at_will(work: Work, address: Address) -> bool:
    """True of what is altered, but loses nothing when it is dropped and made again."""
    old = work.old.objects.get(address)
    return address in work.alters and old is not None and old.rebuildable and not old.loss


def parts_first(work: Work, gone: Mapping[Address, Address], circle: set[Address]) -> Iterator[Address]:
    """Parts that must be dropped before their whole: a policy on a table that asks a view of that table."""
    parts = {
        part
        for part, host in gone.items()
        if host in circle and work.old.objects[part].rebuildable and not goes_with(work, part)
    }
    for part, needed in work.old.depends:
        if part in parts and gone.get(needed, needed) in circle - {gone[part], part}:
            yield part


def _needs(work: Work, address: Address, makes: Mapping[Address, Address]) -> set[Address]:
    """What it is to need, or what that is made with: a view needs columns, which come with their table."""
    return {makes.get(needed, needed) for needed in work.new.needs.get(address, ())}


def undisturbing(
    work: Work, circle: Sequence[Node], makes: Mapping[Address, Address], calm: AbstractSet[Address]
) -> AbstractSet[Address]:
    """What is altered whether or not something that depends on it is still there, and needs nothing that is made in the circle.

    What waits for others to go has no need to; only where none does, it need not wait for others to be altered either.
    """
    nodes = {node.address for node in circle if node.make}
    made = nodes & work.creates
    altered = (a for a in nodes & work.alters.keys() - calm if made.isdisjoint(_needs(work, a, makes)))
    found = {a for a in altered if not work.alters[a][1].disturbs(work.alters[a][0])}
    steps = pairwise((*circle, circle[0]))
    return {later.address for later, earlier in steps if later.make and not earlier.make} & found or found
