"""Changes to statements: alter what can be altered, rebuild what cannot, fold what can be written inline.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemadiff.diff import diff
from schemadiff.errors import Refused
from schemadiff.kinds import PRIORITY, implied
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
from schemadiff.order import CycleError, Folded, order


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
    _take_implied(work)
    gone = _gone_with(work)
    while True:
        fold = _fold(work)
        steps = list(_emit(work, fold, gone))
        extra = [(a, o.parent) for a, o in work.undo.items() if o.parent]
        try:
            return order(steps, old, new, Folded(fold, gone), extra)
        except CycleError as error:
            hosts = {node.address for node in error.nodes if node.make}
            culprits = {part for part, host in fold.items() if host in hosts and not _is_column(work, part)}
            if not culprits:
                raise
            work.separate |= culprits


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
            for dependent in _in_the_way(work, address):
                _rebuild(work, dependent, f"{address} changes under it")
    for address in list(work.drops):
        for dependent in sorted(work.old.dependents.get(address, ())):
            if dependent not in work.drops and dependent not in work.alters:
                _rebuild(work, dependent, f"{address} is dropped under it")


def _in_the_way(work: Work, address: Address) -> Iterator[Address]:
    """What depends on an object that is altered, and would stop PostgreSQL from altering it."""
    for dependent in sorted(work.old.dependents.get(address, ())):
        obj = work.old.objects[dependent]
        if obj.hinders_alter:
            yield dependent


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
        work.creates |= _descendants(work.new, address)
        for dependent in sorted(work.old.dependents.get(address, ())):
            if dependent in work.alters and (dependent, address) not in work.new.depends:
                continue
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


def _must_be_rebuildable(work: Work, dependent: Address, address: Address) -> None:
    obj = work.old.objects[dependent]
    gone = dependent in work.drops or dependent not in work.new.objects
    if gone or obj.rebuildable or obj.parent == address or not obj.loss:
        return
    changed = (
        work.new.objects[address].changed(work.old.objects[address]) if address in work.new.objects else ()
    )
    raise Refused(
        f"{address} must be dropped and made again ({', '.join(sorted(changed)) or 'it goes'} cannot be altered), "
        f"but {dependent} depends on it and holds data",
        hint=f"give {dependent.identity} another type in a migration of its own first, then change {address.identity}",
    )


def _take_implied(work: Work) -> None:
    """See what PostgreSQL adds on its own to what is created: keep it, change it, or take it away."""
    for address in list(work.creates):
        for extra in implied(work.new.objects[address], work.new):
            wanted = work.new.objects.get(extra.address)
            work.creates.discard(extra.address)
            if wanted is None:
                work.undo[extra.address] = extra
            elif wanted != extra:
                work.alters[extra.address] = (extra, wanted)
            else:
                work.alters.pop(extra.address, None)


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
        for sql in obj.create_with(inner) if inner else obj.create():
            yield _statement(work, sql, Verb.CREATE, address)
    for address, (before, after) in work.alters.items():
        loss = after.alters_with_loss(before)
        for sql in after.alter(before):
            yield _statement(work, sql, Verb.ALTER, address, loss)
    for address, extra in work.undo.items():
        for sql in extra.drop():
            yield _statement(work, sql, Verb.ALTER, address)


def _gone_with(work: Work) -> dict[Address, Address]:
    """What needs no DROP of its own, and with which other one it goes."""
    gone: dict[Address, Address] = {}
    for x, y in sorted(work.old.dies_with):
        if x not in work.drops or y not in work.drops or work.old.objects[x].drop_first:
            continue
        # What is made again must be gone before, not as soon as something that it needed is dropped.
        if x not in work.creates or work.old.objects[x].parent == y:
            gone[x] = y
    return {address: _root(gone, address) for address in gone}


def _root(gone: Mapping[Address, Address], address: Address) -> Address:
    seen: set[Address] = set()
    while address in gone and address not in seen:
        seen.add(address)
        address = gone[address]
    return address


def _emit_drops(work: Work, gone: Mapping[Address, Address]) -> Iterator[Statement]:
    for address in work.drops - gone.keys():
        obj = work.old.objects[address]
        for sql in obj.drop():
            yield _statement(work, sql, Verb.DROP, address, obj.loss)


def _statement(work: Work, sql: str, verb: Verb, address: Address, loss: str = "") -> Statement:
    return Statement(sql, verb, address, work.reasons.get(address, ""), effects=Effects(loses_data=loss))
