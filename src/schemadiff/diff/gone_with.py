"""Objects that need no DROP of their own, because that of another one takes them along.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from schemadiff.diff.rebuilding import goes_with
from schemadiff.diff.work import Work
from schemadiff.interplay.called_like_checks_above import checks_to_make_anew
from schemadiff.interplay.child_tables import dropped_in_children
from schemadiff.interplay.kept_by_others import outlived_below
from schemadiff.interplay.referenced_partitions import detached_first
from schemadiff.model import Address, Object


def gone_with(work: Work) -> dict[Address, Address]:
    """The objects that need no DROP because another object's takes them along, and that other object."""
    gone: dict[Address, Address] = {}
    first = {first for first, _ in chain(detached_first(work.between), checks_to_make_anew(work.between))}
    for x, y in sorted(pair for pair in work.old.dies_with if work.drops.issuperset(pair)):
        # A check of a column that child tables keep would stay there, inherited of nothing.
        apart = work.old.objects[x].parent != y and _is_kept_below(work, x, y)
        if work.old.objects[x].drop_first or x in first or apart:
            continue
        # Its parent comes first; what is created again must not go with whatever it happens to depend on.
        parent = work.old.objects[x].parent
        # Before 15, a generated column goes with the first that goes of all that its expression needs: it is dropped.
        alone = work.old.objects[x].placed or x in work.creates
        if y == parent or (not alone and gone.get(x, x) != parent):
            gone[x] = y
    wholes = {address: whole for address in sorted(work.drops) if (whole := goes_with(work, address))}
    # If the parent's part goes with its table, this part is dropped with its own table.
    kept = {a for a in wholes if work.old.objects[a].parent in work.drops and root(wholes, a) in gone}
    gone |= {address: whole for address, whole in wholes.items() if address not in kept}
    for address in sorted(work.drops):
        obj = work.old.objects[address]
        if not kept_by_children(work, obj):
            gone |= {child.address: address for child in dropped_in_children(obj, work.between)}
    gone |= {other: leader for leader, others in work.at_once.items() for other in others}
    return {address: root(gone, address) for address in gone}


def _is_kept_below(work: Work, part: Address, lost: Address) -> bool:
    part_, lost_ = work.old.objects[part], work.old.objects[lost]
    return kept_by_children(work, lost_) or outlived_below(part_, lost_, work.between)


def kept_by_children(work: Work, obj: Object) -> bool:
    """True if an inheritance child, or one of its children, keeps what it inherited from this object."""
    return any(
        child.address not in work.drops or kept_by_children(work, child)
        for child in dropped_in_children(obj, work.between)
    )


def root(gone: Mapping[Address, Address], address: Address) -> Address:
    """The outermost object whose statement this one is a part of, through any number of entries of ``gone``."""
    seen: set[Address] = set()
    while address in gone and address not in seen:
        seen.add(address)
        address = gone[address]
    return address
