"""Two catalogues to what is to be done: what differs, what must be rebuilt with it, what PostgreSQL does on its own.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from schemadiff.catalog.meanings import difference
from schemadiff.diff.pairing import diff
from schemadiff.errors import Refused
from schemadiff.kinds import OWNED, Between, carried, followers, implied, passed_on, taken_along, ties_among
from schemadiff.model import Address, Alter, Catalog, Create, Drop, MustReplace, Object


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
    reasons: dict[Address, str] = field(default_factory=dict)
    separate: set[Address] = field(default_factory=set)
    """What could be written inline but must not, because that would close a cycle."""

    @property
    def between(self) -> Between:
        """The way, as far as it is known, for what asks the kinds."""
        return Between(self.old, self.new, self.drops)


def changes(old: Catalog, new: Catalog) -> Work:
    """Work out what is to be dropped, created and altered, and what comes and goes along with it.

    Raises:
        Refused: something that holds data would have to be rebuilt.
    """
    work = _first(old, new)
    _carry(work)
    _take_implied(work)
    return work


def _first(old: Catalog, new: Catalog) -> Work:
    work = Work(old, new)
    replace: dict[Address, str] = {}
    for change in diff(old, new):
        match change:
            case Create(obj):
                work.creates.add(obj.address)
            case Drop(obj):
                work.drops.add(obj.address)
            case Alter(before, after) if _can_alter(before, after):
                work.alters[after.address] = (before, after)
            case Alter(before, after):
                replace[after.address] = f"{', '.join(sorted(after.changed(before)))} cannot be altered"
        if isinstance(change, Alter) and (why := difference(change.old, change.new)):
            work.reasons[change.new.address] = why
    for address, why in replace.items():
        _rebuild(work, address, why)
    _clear_the_way(work)
    _step_aside_below(work)
    for address in work.drops & work.alters.keys():
        del work.alters[address]
    _keep_twins(work)
    _rebuild_wholes(work)
    return work


def _rebuild_wholes(work: Work) -> None:
    """Rebuild what would lose a part that it is tied to: PostgreSQL does not let it go alone."""
    for address in sorted(work.drops):
        obj = work.old.objects[address]
        tie = obj.tied()
        if tie is not None and not _dropped_with(work, obj):
            _rebuild(work, tie.whole, f"{address} is dropped from it")
    for address in work.drops & work.alters.keys():
        del work.alters[address]


def _keep_twins(work: Work) -> None:
    """Rename what is the same under another name, where it can become what is wanted."""
    if not work.drops:
        return
    gone = {twin: a for a in sorted(work.drops - work.creates) if (twin := work.old.objects[a].twin())}
    for address in sorted(work.creates - work.drops):
        new = work.new.objects[address]
        old = work.old.objects.get(gone.get(new.twin() or (), address))
        if old is None or _dropped_with(work, old) or not _can_alter(old, new):
            continue
        work.drops.discard(old.address)
        work.creates.discard(address)
        work.renamed[address] = old.address
        work.alters[address] = (old, new)


def _dropped_with(work: Work, obj: Object) -> bool:
    """True of a part that goes with its parent, or with the whole that it is tied to."""
    tie = obj.tied()
    return obj.parent in work.drops or (tie is not None and bool({tie.whole, tie.link} & work.drops))


def _can_alter(before: Object, after: Object) -> bool:
    try:
        list(after.alter(before))
    except MustReplace:
        return False
    return True


def _clear_the_way(work: Work) -> None:
    """Rebuild what hangs on something that is retyped or dropped, and does not change with it."""
    known = -1
    while known < len(work.drops):
        # What is rebuilt takes more along.
        known = len(work.drops)
        _rebuild_altered(work)
    names = {address.identity for address in work.creates - work.drops}
    for address in sorted(work.drops):
        # What says the same of something of another kind would not be altered so that it lets go of this.
        whole = work.old.whole(address) or address
        let_go = work.alters if whole.identity not in names else {}
        for dependent in sorted(work.old.dependents.get(address, ())):
            if dependent not in work.drops and dependent not in let_go and dependent not in work.recasts:
                _must_be_rebuildable(work, dependent, address)
                _rebuild(work, dependent, f"{address} is dropped under it")


def _rebuild_altered(work: Work) -> None:
    """Rebuild what cannot be altered where it is, and what would stop PostgreSQL from altering it."""
    for address, (before, after) in list(work.alters.items()):
        if before.parent != after.parent and before.parent in work.drops:
            _rebuild(work, address, f"{before.parent} is dropped")
        elif goes_with(work, address):
            _rebuild(work, address, f"{goes_with(work, address)} is dropped")
        elif after.disturbs(before):
            _rebuild_hindrances(work, before, after, f"{address} changes under it")


def _rebuild_hindrances(work: Work, before: Object, after: Object, why: str) -> None:
    """Rebuild what depends on an object that is altered, and would stop PostgreSQL from altering it."""
    for dependent in sorted(work.old.dependents.get(before.address, ())):
        if work.old.objects[dependent].hinders(before, after):
            _rebuild(work, dependent, why)


def _rebuild(work: Work, root: Address, why: str) -> None:
    """Drop and create ``root`` again, with its parts and with everything that hangs on it."""
    todo = [(root, why)]
    while todo:
        address, reason = todo.pop()
        if address in work.drops and (address in work.creates or address not in work.new.objects):
            continue
        work.drops.add(address)
        work.reasons.setdefault(address, reason)
        if address in work.new.objects:
            work.creates.add(address)
        todo += [(child, reason) for child in sorted(work.old.children.get(address, ()))]
        heirs = taken_along(work.old.objects[address], work.between)
        todo += [(heir.address, reason) for heir in heirs]
        work.creates |= _descendants(work.new, address)
        # Ties last, to be seen first: what is cut loose goes along with nothing.
        for dependent in sorted(work.old.dependents.get(address, ()), key=lambda a: (_is_tie(work, a), a)):
            if dependent in work.alters and (dependent, address) not in work.new.depends:
                continue
            if not _recast(work, dependent, address):
                _must_be_rebuildable(work, dependent, address)
                todo.append((dependent, f"{address} is rebuilt under it"))


def _is_tie(work: Work, address: Address) -> bool:
    return work.old.objects[address].stands_for() is not None


def rebuild_ties(work: Work, circle: AbstractSet[Address]) -> bool:
    """Rebuild what ties objects together that each wait for the other to be altered; False if nothing does."""
    ties = [a for a in ties_among(circle, work.old) if a not in work.drops]
    for address in ties:
        _rebuild(work, address, "what it ties together changes in turn")
        work.alters.pop(address, None)
    return bool(ties)


def _descendants(catalog: Catalog, address: Address) -> set[Address]:
    found: set[Address] = set()
    todo = [address]
    while todo:
        children = catalog.children.get(todo.pop(), ())
        found.update(children)
        todo += children
    return found


def goes_with(work: Work, address: Address) -> Address | None:
    """What takes an object along that is tied to it, when that is dropped, or cut loose."""
    obj = work.old.objects[address]
    tie = obj.tied()
    if tie is None:
        return None
    if tie.link in work.drops and obj.parent not in work.drops:
        return None if tie.stays else tie.link
    return tie.whole if tie.whole in work.drops else None


def _holds_data(work: Work, dependent: Address, address: Address) -> bool:
    """True if ``dependent`` is not to be dropped just because ``address`` is."""
    obj = work.old.objects[dependent]
    gone = dependent in work.drops or dependent not in work.new.objects
    return not gone and not obj.rebuildable and obj.parent != address and bool(obj.loss)


def _recast(work: Work, dependent: Address, address: Address) -> bool:
    """Keep the data of ``dependent``, if ``address`` can step aside until they are carried over."""
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
        return False
    if aside is None:
        return False
    work.aside[address] = aside
    work.recasts[dependent] = (*done, address)
    work.reasons.setdefault(dependent, f"{address} is made anew")
    if not done:
        _rebuild_hindrances(work, before, after, f"{dependent} is carried over under it")
    return True


def _step_aside_below(work: Work) -> None:
    """What a type that steps aside is made of steps aside as well, if it is made anew."""
    todo = list(work.aside)
    while todo:
        address = todo.pop()
        for below in sorted(work.old.needs.get(address, ())):
            if below in work.aside or below not in work.drops & work.creates:
                continue
            aside = work.old.objects[below].step_aside(work.new.objects[below])
            if aside is None:
                raise Refused(
                    f"{below} must be dropped and made again, but {address} is made of it, and columns hold that",
                    hint=f"give those columns another type in a migration of its own first, then change {below.identity}",
                )
            work.aside[below] = aside
            todo.append(below)


def _must_be_rebuildable(work: Work, dependent: Address, address: Address) -> None:
    if not _holds_data(work, dependent, address):
        return
    changed = (
        work.new.objects[address].changed(work.old.objects[address]) if address in work.new.objects else ()
    )
    raise Refused(
        f"{address} must be dropped and made again ({', '.join(sorted(changed)) or 'it goes'} cannot be altered), "
        f"but {dependent} depends on it and holds data",
        hint=_why_not_recast(work, dependent)
        or f"give {dependent.identity} another type in a migration of its own first, then change {address.identity}",
    )


def _why_not_recast(work: Work, dependent: Address) -> str:
    """What its kind says about it, and what to do."""
    try:
        list(work.new.objects[dependent].recast(work.old.objects[dependent]))
    except MustReplace as why:
        return str(why)
    return ""


def _carry(work: Work) -> None:
    """See what PostgreSQL alters on its own together with what is altered, so that it is not said twice."""
    led = {heir.address for _, after in work.alters.values() for heir in followers(after, work.between)}
    for address in sorted(work.alters.keys() - led):
        before, after = work.alters[address]
        _carry_over(work, after, before, after)


def _carry_over(work: Work, leader: Object, before: Object, after: Object) -> None:
    for heir in followers(leader, work.between):
        address = heir.address
        wanted = work.new.objects.get(address)
        if wanted is None or address in work.drops:
            continue
        start = work.alters[address][0] if address in work.alters else heir
        reached = carried(before, after, start)
        work.brought.setdefault(address, leader.address)
        _carry_over(work, heir, before, after)
        if reached == wanted:
            work.alters.pop(address, None)
        else:
            work.alters[address] = (reached, wanted)
            _carry_over(work, wanted, reached, wanted)


def _take_implied(work: Work) -> None:
    """See what PostgreSQL adds on its own to what is created: keep it, change it, or take it away."""
    between = work.between
    for address in sorted(a for a in work.creates if between.inherits or a.type in OWNED):
        obj = work.new.objects[address]
        for extra in (*implied(obj, work.new), *passed_on(obj, between)):
            if extra.address in work.old.objects and extra.address not in work.drops:
                continue
            wanted = work.new.objects.get(extra.address)
            work.creates.discard(extra.address)
            work.brought.setdefault(extra.address, address)
            if wanted is None:
                work.undo[extra.address] = extra
            elif wanted != extra:
                work.alters[extra.address] = (extra, wanted)
            else:
                work.alters.pop(extra.address, None)
