"""Ways to break a cycle among statements.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from schemadiff.diff.order import Node
from schemadiff.diff.rebuilding import goes_with
from schemadiff.diff.work import Work
from schemadiff.interplay.circles import dropped_at_once
from schemadiff.interplay.proven_not_null import proofs
from schemadiff.model import Address


def hindering(work: Work, circle: Sequence[Node], makes: Mapping[Address, Address]) -> set[Address]:
    """Objects of the cycle to drop and create instead of altering them, so that something they will need can change.

    A view, for example, that will select from another view of the cycle, which could not change under it.
    """
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
    """True if an altered object could be dropped and created instead without losing data."""
    old = work.old.objects.get(address)
    return address in work.alters and old is not None and old.rebuildable and not old.loss


def parts_first(work: Work, gone: Mapping[Address, Address], circle: set[Address]) -> Iterator[Address]:
    """Yield parts that must be dropped before their table, such as a policy that uses a view of that table."""
    parts = {
        part
        for part, host in gone.items()
        if host in circle and work.old.objects[part].rebuildable and not goes_with(work, part)
    }.difference(*work.at_once.values())
    for part, needed in work.old.depends:
        if part in parts and gone.get(needed, needed) in circle - {gone[part], part}:
            yield part


def drop_at_once(work: Work, circle: Sequence[Node]) -> bool:
    """Drop all objects of a cycle of drops in one statement; False if there is none for them."""
    addresses = {node.address for node in circle}
    leader = min(addresses)
    others = (addresses - {leader}).union(*(work.at_once.get(each, set()) for each in addresses))
    if any(node.make or node.address not in work.old.objects for node in circle):
        return False
    if not dropped_at_once([work.old.objects[each] for each in (leader, *others)]):
        return False
    for each in addresses:
        work.at_once.pop(each, None)
    work.at_once[leader] = others
    return True


def at_once(work: Work, leader: Address) -> Sequence[str]:
    """The statement that drops an object together with others that need it and that it needs; none if there are none."""
    if leader not in work.at_once:
        return ()
    return [dropped_at_once([work.old.objects[a] for a in (leader, *sorted(work.at_once[leader]))])]


def _needs(work: Work, address: Address, makes: Mapping[Address, Address]) -> set[Address]:
    """The objects that this one will need, or those that create them: a column is created with its table."""
    return {makes.get(needed, needed) for needed in work.new.needs.get(address, ())}


def undisturbing(
    work: Work, circle: Sequence[Node], makes: Mapping[Address, Address], calm: AbstractSet[Address]
) -> AbstractSet[Address]:
    """Altered objects of the cycle that dependents do not disturb, and that need nothing the cycle creates.

    First those that wait for a drop, which they need not do; if there are none, those that wait for other alterations.
    """
    nodes = {node.address for node in circle if node.make}
    made = nodes & work.creates
    altered = (a for a in nodes & work.alters.keys() - calm if made.isdisjoint(_needs(work, a, makes)))
    found = {a for a in altered if not work.alters[a][1].disturbs(work.alters[a][0])}
    steps = pairwise((*circle, circle[0]))
    return {later.address for later, earlier in steps if later.make and not earlier.make} & found or found


def proven(work: Work) -> frozenset[Address]:
    """Altered objects that dependents which are dropped prove something about, with what is altered together with them."""
    found = {a for a, (was, now) in work.alters.items() if any(proofs(was, now, work.old))}
    while found and (more := {a for a, by in work.brought.items() if by in found} - found):
        found |= more
    return frozenset(found)
