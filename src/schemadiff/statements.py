"""Changes to statements: alter what can be altered, rebuild what cannot, fold what can be written inline.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemadiff.diff import diff
from schemadiff.errors import Refused
from schemadiff.kinds import PRIORITY, carried, followers, happens_after, implied, passed_on, taken_along
from schemadiff.model import (
    Address,
    Alter,
    Catalog,
    Create,
    Drop,
    Effects,
    MustReplace,
    Object,
    Statement,
    Verb,
)
from schemadiff.order import CycleError, Folded, Node, order


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
    recasts: dict[Address, Address] = field(default_factory=dict)
    """What holds data of a type that steps aside, and the type."""
    reasons: dict[Address, str] = field(default_factory=dict)
    separate: set[Address] = field(default_factory=set)
    """What could be written inline but must not, because that would close a cycle."""


def statements(old: Catalog, new: Catalog) -> list[Statement]:
    """Turn ``old`` into ``new``: statements in an order in which each can run.

    Raises:
        Refused: something that holds data would have to be rebuilt.
        CycleError: no order serves everybody.
    """
    work = _changes(old, new)
    _carry(work)
    _take_implied(work)
    gone = _gone_with(work)
    while True:
        fold = _fold(work)
        steps = list(_emit(work, fold, gone))
        bringers = {address: _root(work.brought | fold, address) for address in work.brought}
        makes = fold | {address: bringers[address] for address in _silent(work)}
        try:
            return order(steps, old, new, Folded(makes, gone, bringers), _edges(work))
        except CycleError as error:
            hosts = {node.address for node in error.nodes if node.make}
            culprits = {part for part, host in fold.items() if host in hosts and not _is_column(work, part)}
            apart = set(_apart(work, gone, {node.address for node in error.nodes if not node.make}))
            if not culprits and not apart:
                raise
            work.separate |= culprits
            gone = {p: _within(work.old, p, apart) or host for p, host in gone.items() if p not in apart}


def _apart(work: Work, gone: Mapping[Address, Address], circle: set[Address]) -> Iterator[Address]:
    """Parts that must be dropped before their whole: a policy on a table that asks a view of that table."""
    for part, host in gone.items():
        if host in circle and work.old.objects[part].rebuildable:
            others = circle - {host, part}
            if any((part, other) in work.old.depends for other in others):
                yield part


def _within(catalog: Catalog, address: Address, wholes: set[Address]) -> Address | None:
    """Which of the wholes an object is a part of, over any number of parents."""
    parent = catalog.objects[address].parent
    while parent is not None and parent not in wholes:
        parent = catalog.objects[parent].parent if parent in catalog.objects else None
    return parent


def _is_column(work: Work, address: Address) -> bool:
    """Parts that other parts hang on stay inline: a table is not made without its columns."""
    return bool(work.new.children.get(address)) or not work.new.objects[address].rebuildable


def _changes(old: Catalog, new: Catalog) -> Work:
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
    for address, why in replace.items():
        _rebuild(work, address, why)
    _clear_the_way(work)
    for address in work.drops & work.alters.keys():
        del work.alters[address]
    return work


def _can_alter(before: Object, after: Object) -> bool:
    try:
        list(after.alter(before))
    except MustReplace:
        return False
    return True


def _clear_the_way(work: Work) -> None:
    """Rebuild what hangs on something that is retyped or dropped, and does not change with it."""
    for address, (before, after) in list(work.alters.items()):
        if after.disturbs(before):
            _rebuild_hindrances(work, before, after, f"{address} changes under it")
    for address in sorted(work.drops):
        for dependent in sorted(work.old.dependents.get(address, ())):
            if not {dependent} & (work.drops | work.alters.keys() | work.recasts.keys()):
                _must_be_rebuildable(work, dependent, address)
                _rebuild(work, dependent, f"{address} is dropped under it")


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
        todo += [(child, reason) for child in work.old.children.get(address, ())]
        heirs = taken_along(work.old.objects[address], work.old, work.new)
        todo += [(heir.address, reason) for heir in heirs]
        work.creates |= _descendants(work.new, address)
        for dependent in sorted(work.old.dependents.get(address, ())):
            if dependent in work.alters and (dependent, address) not in work.new.depends:
                continue
            if not _recast(work, dependent, address):
                _must_be_rebuildable(work, dependent, address)
                todo.append((dependent, f"{address} is rebuilt under it"))


def _descendants(catalog: Catalog, address: Address) -> set[Address]:
    found: set[Address] = set()
    todo = [address]
    while todo:
        children = catalog.children.get(todo.pop(), frozenset())
        found |= children
        todo += children
    return found


def _holds_data(work: Work, dependent: Address, address: Address) -> bool:
    """True if ``dependent`` is not to be dropped just because ``address`` is."""
    obj = work.old.objects[dependent]
    gone = dependent in work.drops or dependent not in work.new.objects
    return not gone and not obj.rebuildable and obj.parent != address and bool(obj.loss)


def _recast(work: Work, dependent: Address, address: Address) -> bool:
    """Keep the data of ``dependent``, if ``address`` can step aside until they are carried over."""
    if dependent in work.recasts:
        return True
    if address not in work.new.objects or not _holds_data(work, dependent, address):
        return False
    before, after = work.old.objects[dependent], work.new.objects[dependent]
    aside = work.old.objects[address].step_aside(work.new.objects[address])
    try:
        list(after.recast(before))
    except MustReplace:
        return False
    if aside is None:
        return False
    work.aside[address] = aside
    work.recasts[dependent] = address
    work.reasons.setdefault(dependent, f"{address} is made anew")
    _rebuild_hindrances(work, before, after, f"{dependent} is carried over under it")
    return True


def _must_be_rebuildable(work: Work, dependent: Address, address: Address) -> None:
    if not _holds_data(work, dependent, address):
        return
    changed = (
        work.new.objects[address].changed(work.old.objects[address]) if address in work.new.objects else ()
    )
    raise Refused(
        f"{address} must be dropped and made again ({', '.join(sorted(changed)) or 'it goes'} cannot be altered), "
        f"but {dependent} depends on it and holds data",
        hint=f"give {dependent.identity} another type in a migration of its own first, then change {address.identity}",
    )


def _carry(work: Work) -> None:
    """See what PostgreSQL alters on its own together with what is altered, so that it is not said twice."""
    led = {heir.address for _, after in work.alters.values() for heir in followers(after, work.old, work.new)}
    for address in sorted(work.alters.keys() - led):
        before, after = work.alters[address]
        _carry_over(work, after, before, after)


def _carry_over(work: Work, leader: Object, before: Object, after: Object) -> None:
    for heir in followers(leader, work.old, work.new):
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
    for address in sorted(work.creates):
        obj = work.new.objects[address]
        for extra in (*implied(obj, work.new), *passed_on(obj, work.old, work.new)):
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


def _silent(work: Work) -> Iterator[Address]:
    """What is brought along and needs no statement of its own."""
    for address in work.brought:
        if address not in work.alters and address not in work.undo and address not in work.creates:
            yield address


def _edges(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier) that no dependency says."""
    for address, bringer in work.brought.items():
        yield Node(True, address), Node(True, bringer)
    for address in work.creates:
        for earlier in happens_after(work.new.objects[address], work.new):
            yield Node(True, address), Node(True, earlier)
            yield Node(True, address), Node(False, earlier)
    for address in work.drops:
        for later in work.old.objects[address].after():
            yield Node(False, later), Node(False, address)
    yield from _edges_of_names(work)
    for holder, address in work.recasts.items():
        yield Node(False, _left_over(address)), Node(True, holder)
    for address in work.aside:
        yield Node(False, _left_over(address)), Node(True, address)
        for dependent in work.old.dependents.get(address, frozenset()) & work.aside.keys():
            yield Node(False, _left_over(address)), Node(False, _left_over(dependent))


def _edges_of_names(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield what must go, or change, before something else can have its name."""
    freed = {name: Node(False, a) for a in work.drops for name in work.old.objects[a].occupies()}
    taken = {name: a for a in work.creates for name in work.new.objects[a].occupies()}
    for address, (before, after) in work.alters.items():
        kept, had = set(after.occupies()), set(before.occupies())
        freed |= dict.fromkeys(had - kept, Node(True, address))
        taken |= dict.fromkeys(kept - had, address)
    for name, address in taken.items():
        if name in freed and freed[name].address != address:
            yield Node(True, address), freed[name]


def _left_over(address: Address) -> Address:
    """The address under which a type that stepped aside is dropped."""
    return Address(address.type, f"{address.identity} as it was")


def _fold(work: Work) -> dict[Address, Address]:
    """What is written inside the CREATE of its parent or grandparent, and in which."""
    fold: dict[Address, Address] = {}
    for address in work.creates - work.separate:
        obj = work.new.objects[address]
        if not obj.inlines:
            continue
        host = work.new.objects.get(obj.parent) if obj.parent else None
        best: Address | None = None
        while host is not None and host.address in work.creates and obj.inline_in(host):
            best = host.address
            host = work.new.objects.get(host.parent) if host.parent else None
        if best is not None:
            fold[address] = best
    return fold


def _emit(work: Work, fold: dict[Address, Address], gone: Mapping[Address, Address]) -> Iterator[Statement]:
    parts: dict[Address, list[Object]] = {}
    for part, host in fold.items():
        parts.setdefault(host, []).append(work.new.objects[part])
    yield from _emit_drops(work, gone)
    for address in work.creates - fold.keys():
        obj = work.new.objects[address]
        inner = sorted(parts.get(address, ()), key=lambda o: (PRIORITY[o.kind], o.place, o.identity))
        # A plain create() is not told of parts, so that only kinds that have any need to know of them.
        renames = work.aside[address][0] if address in work.aside else ()
        for sql in (*renames, *(obj.create_with(inner) if inner else obj.create())):
            yield _statement(work, sql, Verb.CREATE, address)
    yield from _emit_recasts(work)
    for address, (before, after) in work.alters.items():
        loss = after.alters_with_loss(before)
        for sql in after.alter(before):
            yield _statement(work, sql, Verb.ALTER, address, loss)
    for address, extra in work.undo.items():
        for sql in extra.drop():
            yield _statement(work, sql, Verb.ALTER, address)


def _emit_recasts(work: Work) -> Iterator[Statement]:
    for holder, address in work.recasts.items():
        loss = work.new.objects[address].alters_with_loss(work.old.objects[address])
        for sql in work.new.objects[holder].recast(work.old.objects[holder]):
            yield _statement(work, sql, Verb.ALTER, holder, loss)
    for address, (_, drop) in work.aside.items():
        yield Statement(drop, Verb.DROP, _left_over(address), f"{address} is made anew")


def _gone_with(work: Work) -> dict[Address, Address]:
    """What needs no DROP of its own, and with which other one it goes."""
    gone: dict[Address, Address] = {}
    for x, y in sorted(
        pair for pair in work.old.dies_with if pair[0] in work.drops and pair[1] in work.drops
    ):
        if work.old.objects[x].drop_first:
            continue
        # What is made again must be gone before, not as soon as something that it needed is dropped.
        if x not in work.creates or work.old.objects[x].parent == y:
            gone[x] = y
    for address in sorted(work.drops):
        for heir in taken_along(work.old.objects[address], work.old, work.new):
            if heir.address in work.drops:
                gone[heir.address] = address
    return {address: _root(gone, address) for address in gone}


def _root(gone: Mapping[Address, Address], address: Address) -> Address:
    seen: set[Address] = set()
    while address in gone and address not in seen:
        seen.add(address)
        address = gone[address]
    return address


def _emit_drops(work: Work, gone: Mapping[Address, Address]) -> Iterator[Statement]:
    for address in work.drops - gone.keys() - work.aside.keys():
        obj = work.old.objects[address]
        for sql in obj.drop():
            yield _statement(work, sql, Verb.DROP, address, obj.loss)


def _statement(work: Work, sql: str, verb: Verb, address: Address, loss: str = "") -> Statement:
    return Statement(sql, verb, address, work.reasons.get(address, ""), effects=Effects(loses_data=loss))
