"""Objects that must be dropped and created, or renamed aside, so that others can be dropped, created or altered.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from schemadiff.diff.brought import forgotten_with
from schemadiff.diff.carrying import held_up
from schemadiff.diff.hindrances import hinders, is_parsed_between, still_held
from schemadiff.diff.order import Node
from schemadiff.diff.pairing import why_replaced
from schemadiff.diff.positions import by_their_place
from schemadiff.diff.rows import to_be_said_again
from schemadiff.diff.twins import give_up_places, give_up_renames
from schemadiff.diff.work import Work, descendants
from schemadiff.errors import Refused
from schemadiff.interplay.child_tables import dropped_in_children
from schemadiff.interplay.circles import ties_among
from schemadiff.interplay.lost_names import losing_names
from schemadiff.interplay.partitioned_indexes import losing_parts
from schemadiff.interplay.referenced_partitions import outlives_partition
from schemadiff.interplay.taking_over import adopted
from schemadiff.kinds import RETAINING
from schemadiff.model import AS_TEXT, Address, MustReplace, Object


def clear_the_way(work: Work) -> None:
    """Rebuild the dependents of what is retyped or dropped, if they do not change with it, until no more are found."""
    known = -1
    while known < len(work.drops) + len(work.recasts):
        known = len(work.drops) + len(work.recasts)
        _rebuild_altered(work)
        _rebuild_retaining(work)
        _park_all(work)
        for maker, why in list(to_be_said_again(work)):
            rebuild(work, maker, why)
    _clear_dependents(work)


def _clear_dependents(work: Work) -> None:
    """Rebuild what depends on a dropped object, except what its own ALTER frees in time."""
    names = {address.identity for address in work.creates - work.drops}
    for address in sorted(work.drops):
        let_go = work.alters.keys() - by_their_place(work, address) - still_held(work, address)
        whole = work.old.whole(address) or address
        if whole.identity in names:
            # Another kind takes over the name: the text of what needs that then may stay the same, and its ALTER frees nothing.
            let_go = {a for a in let_go if not _needs_named(work, a, whole.identity)}
        for dependent in sorted(work.old.dependents.get(address, ())):
            if (
                dependent in work.drops
                or dependent in work.recasts
                or _stays_behind(work, dependent, address)
            ):
                continue
            obj = work.old.objects[dependent]
            if outlives_partition(obj, whole, work.between):
                continue
            # An altered index or constraint still needs the same objects, unless it is attached to a parent's.
            if dependent in let_go and not (obj.follows_alter and obj.tied() is None):
                continue
            if _outlives(work, dependent, address):
                _park(work, dependent, address, f"{address} goes")
            else:
                _must_be_rebuildable(work, dependent, address)
                rebuild(work, dependent, f"it depends on {address}, which is dropped")


def _needs_named(work: Work, address: Address, identity: str) -> bool:
    return any((work.new.whole(a) or a).identity == identity for a in work.new.needs.get(address, ()))


def _rebuild_altered(work: Work) -> None:
    """Rebuild altered objects that cannot be altered in place, and dependents that would make the ALTER fail."""
    for address, (before, after) in list(work.alters.items()):
        if before.parent != after.parent and before.parent in work.drops:
            rebuild(work, address, f"{before.parent} is dropped")
        elif goes_with(work, address):
            rebuild(work, address, f"{goes_with(work, address)} is dropped")
        elif after.disturbs(before):
            _rebuild_hindrances(work, before, after, f"it depends on {address}, which changes")
            _rebuild_forgotten(work, address)


def _rebuild_retaining(work: Work) -> None:
    """Rebuild objects that retain a name which something that is created is to have."""
    retaining = sorted(a for a in work.old.objects if a.type in RETAINING)
    creates = work.creates if retaining else ()
    wanted = {n: a for a in creates if a.type in RETAINING for n in work.new.objects[a].occupies()}
    for address in retaining:
        for name in work.old.objects[address].retains():
            if wanted.get(name, address) != address:
                rebuild(work, address, f"it has the name {name[1]}, which {wanted[name]} is to have")


def _rebuild_forgotten(work: Work, address: Address) -> None:
    """Rebuild the parts that PostgreSQL loses when it rebuilds an altered object's indexes and constraints."""
    for tie in list(losing_names(address, work.between)):
        rebuild(work, tie, f"PostgreSQL gives NOT NULL the parent's name when {address} changes")
    for forgotten in list(forgotten_with(work, address)):
        rebuild(work, forgotten, f"PostgreSQL drops it when {address} changes")
    for losing in list(losing_parts(address, work.between)):
        rebuild(work, losing, f"PostgreSQL makes its parts anew when {address} changes, under other names")


def _rebuild_hindrances(work: Work, before: Object, after: Object, why: str) -> None:
    """Rebuild the dependents of an altered object that would make its ALTER fail."""
    for dependent in sorted(work.old.dependents.get(before.address, ())):
        if hinders(work, dependent, before, after) or is_parsed_between(work, dependent):
            rebuild(work, dependent, why)


def rebuild(work: Work, root: Address, why: str) -> None:
    """Drop ``root`` and create it again, with its parts and everything that depends on it."""
    todo = [(root, why)]
    while todo:
        address, reason = todo.pop()
        if address in work.drops and (address in work.creates or address not in work.new.objects):
            continue
        work.drops.add(address)
        work.reasons.setdefault(address, reason)
        todo += [(other, reason) for other in give_up_places(work, address)]
        if address in work.new.objects:
            work.creates.add(address)
        todo += [(child, reason) for child in sorted(work.old.children.get(address, ()))]
        children = dropped_in_children(work.old.objects[address], work.between)
        todo += [(child.address, reason) for child in children]
        work.creates |= descendants(work.new, address)
        let_go = work.alters.keys() - still_held(work, address)
        # Ties go last and so are popped first: what is detached in time need not be rebuilt.
        for dependent in sorted(work.old.dependents.get(address, ()), key=lambda a: (_is_tie(work, a), a)):
            if dependent in let_go and (dependent, address) not in work.new.depends:
                continue
            if _stays_behind(work, dependent, address):
                continue
            if not _recast(work, dependent, address):
                _must_be_rebuildable(work, dependent, address)
                todo.append((dependent, f"it depends on {address}, which is rebuilt"))


def _stays_behind(work: Work, part: Address, whole: Address) -> bool:
    """True if a part is untied before its whole is dropped, and the new whole adopts it when it is tied again."""
    tie = work.old.objects[part].tied()
    if tie is None or not tie.stays or tie.whole != whole or part not in work.new.objects:
        return False
    untied = tie.link in work.drops or not work.drops.isdisjoint(work.old.needs.get(tie.link, ()))
    return untied and work.new.objects[part].tied() == tie and adopted(work.old.objects[part], work.between)


def _is_tie(work: Work, address: Address) -> bool:
    return work.old.objects[address].stands_for() is not None


def rebuild_ties(work: Work, circle: AbstractSet[Address]) -> bool:
    """Rebuild the foreign keys among the tables of a cycle, so that these can be altered; False if there are none."""
    ties = [a for a in ties_among(circle, work.old) if a not in work.drops]
    for address in ties:
        rebuild(work, address, "what it ties together changes in turn")
        work.alters.pop(address, None)
    return bool(ties)


def goes_with(work: Work, address: Address) -> Address | None:
    """The object whose drop takes this tied one along: its link or its whole; None if neither does."""
    obj = work.old.objects[address]
    tie = obj.tied()
    if tie is None:
        return None
    if tie.link in work.drops and obj.parent not in work.drops:
        return None if tie.stays else tie.link
    return tie.whole if tie.whole in work.drops else None


def _holds_data(work: Work, dependent: Address, address: Address) -> bool:
    """True if ``dependent`` must not be dropped just because ``address`` is."""
    obj = work.old.objects[dependent]
    gone = dependent in work.drops or dependent not in work.new.objects
    made_again = obj.rebuildable or obj.hollow
    return not gone and not made_again and obj.parent != address and bool(obj.loss)


def _recast(work: Work, dependent: Address, address: Address) -> bool:
    """Plan to convert the data of ``dependent`` if ``address`` can step aside until then; False if it cannot."""
    done = work.recasts.get(dependent, ())
    if address in done:
        return True
    if address not in work.new.objects or not _holds_data(work, dependent, address):
        return bool(done)
    before, after = work.old.objects[dependent], work.new.objects[dependent]
    aside = work.old.objects[address].step_aside(work.new.objects[address])
    try:
        list(after.recast(before))
    except MustReplace:
        return _rebuild_hollow(work, dependent, address)
    if aside is None:
        return False
    if aside == AS_TEXT:
        _park(work, dependent, address, f"{address} is recreated")
        return True
    work.aside[address] = aside
    work.recasts[dependent] = (*done, address)
    work.reasons.setdefault(dependent, f"{address} is recreated")
    if not done:
        _rebuild_hindrances(work, before, after, f"it depends on {dependent}, which is converted")
        _rebuild_forgotten(work, dependent)
    return True


def _outlives(work: Work, dependent: Address, address: Address) -> bool:
    """True of data of a type that goes, where another one has the name that they are called by then."""
    gone = address not in work.new.objects and work.old.objects[address].make_room() == AS_TEXT
    return gone and _holds_data(work, dependent, address)


def _rebuild_hollow(work: Work, part: Address, address: Address) -> bool:
    """Rebuild the table of a part if the table holds no data itself; False if it does."""
    whole = work.old.objects[part].parent
    if whole is None or whole not in work.new.objects or not work.old.objects[whole].hollow:
        return False
    rebuild(work, whole, f"{address} changes under {part}")
    return True


def _park_all(work: Work) -> None:
    """Plan to convert columns to text while something changes that PostgreSQL cannot change under them."""
    for holder, cause, why in list(held_up(work)):
        if work.old.objects[holder].rebuildable:
            rebuild(work, holder, why)
        else:
            _park(work, holder, cause, why)


def _park(work: Work, holder: Address, cause: Address, why: str) -> None:
    """Plan to convert a column to text while ``cause`` changes, unless the column is dropped anyway."""
    if holder in work.drops or holder not in work.new.objects:
        return
    if not work.old.objects[holder].loss:
        rebuild(work, holder, why)
        return
    if holder in work.parked:
        work.parked[holder].add(cause)
        return
    before, after = work.old.objects[holder], work.new.objects[holder]
    try:
        list(after.recast(before))
    except MustReplace as reason:
        if _rebuild_hollow(work, holder, cause):
            return
        raise Refused(f"{why}, but not while {holder} holds data of it", hint=str(reason)) from reason
    work.parked[holder] = {cause}
    work.recasts.setdefault(holder, ())
    work.reasons.setdefault(holder, why)
    for dependent in sorted(work.old.dependents.get(holder, ())):
        if work.old.objects[dependent].rebuildable or hinders(work, dependent, before, after):
            rebuild(work, dependent, f"{holder} is text meanwhile")
    _rebuild_forgotten(work, holder)


def step_aside_below(work: Work) -> None:
    """Let types step aside that are rebuilt and that a type which steps aside is made of."""
    todo = list(work.aside)
    while todo:
        address = todo.pop()
        for below in sorted(work.old.needs.get(address, ())):
            if below in work.aside or below not in work.drops & work.creates:
                continue
            was = work.old.objects[below]
            aside = was.step_aside(work.new.objects[below]) or was.make_room()
            if aside == AS_TEXT:
                _park_instead(work, address, below)
                break
            if aside is None:
                raise Refused(
                    f"{below} must be dropped and recreated, but {address} is based on it, and columns "
                    "have that type",
                    hint=f"first, in a migration of its own, remove the part of {address.identity} that "
                    f"uses {below.identity} (a default), or give those columns another type",
                )
            work.aside[below] = aside
            todo.append(below)


def step_aside_in(work: Work, circle: Sequence[Node]) -> bool:
    """Let a type of the cycle step aside, so that its drop need not come first; False if none can."""
    dropped = frozenset(work.drops)
    for address in sorted(node.address for node in circle if not node.make):
        if address in work.aside or address not in work.drops:
            continue
        aside = work.old.objects[address].make_room()
        if aside is None or not (
            _park_holders(work, address) if aside == AS_TEXT else address in work.creates
        ):
            continue
        if aside != AS_TEXT:
            work.aside[address] = aside
            step_aside_below(work)
        give_up_renames(work)
        work.forget_dropped(dropped)
        return True
    return False


def _park_holders(work: Work, address: Address) -> bool:
    """Plan to convert the columns of a type to text until it is rebuilt; False if no column is left to convert."""
    holders = [a for a in sorted(work.old.dependents.get(address, ())) if _holds_data(work, a, address)]
    waiting = [holder for holder in holders if holder not in work.parked]
    for holder in waiting:
        _park(work, holder, address, f"{address} {'is made anew' if address in work.creates else 'goes'}")
    return bool(waiting)


def _park_instead(work: Work, address: Address, below: Address) -> None:
    """Convert the columns of a type to text instead of renaming it aside, because ``below`` cannot exist twice."""
    for above in [a for a in work.aside if address in work.old.needs.get(a, ())]:
        _park_instead(work, above, below)
    if address not in work.aside:
        return
    del work.aside[address]
    for holder in sorted(h for h, addresses in work.recasts.items() if address in addresses):
        work.recasts[holder] = tuple(a for a in work.recasts[holder] if a != address)
        _park(work, holder, address, f"{below} is recreated")


def _must_be_rebuildable(work: Work, dependent: Address, address: Address) -> None:
    """Refuse if ``dependent`` holds data that would be dropped when ``address`` is rebuilt."""
    if not _holds_data(work, dependent, address):
        return
    why = why_replaced(work.old.objects[address], work.new.objects.get(address))
    again = "dropped and created again" if address in work.new.objects else "dropped"
    raise Refused(
        f"{address} must be {again} ({why}), but {dependent} depends on it and holds data",
        hint=_why_not_recast(work, dependent)
        or f"first give {dependent.identity} another type in a migration of its own, then change {address.identity}",
    )


def _why_not_recast(work: Work, dependent: Address) -> str:
    """The reason and the advice that the kind gives for data that it cannot convert; empty if it gives none."""
    try:
        list(work.new.objects[dependent].recast(work.old.objects[dependent]))
    except MustReplace as why:
        return str(why)
    return ""
