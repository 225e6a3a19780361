"""Turns changes into ordered statements, and writes parts inline in the CREATE of their table where possible.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from schemadiff.catalog.meanings import understood
from schemadiff.diff.carrying import below, left_over, text_with
from schemadiff.diff.changes import changes
from schemadiff.diff.circles import (
    at_once,
    drop_at_once,
    hindering,
    made_anew_at_will,
    parts_first,
    proven,
    undisturbing,
)
from schemadiff.diff.counters import before_but_its_counter, continuing, lost_with_sequence
from schemadiff.diff.edges import edges
from schemadiff.diff.gone_with import gone_with, kept_by_children, root
from schemadiff.diff.names import named_explicitly, vacate_one
from schemadiff.diff.order import CycleError, Folded, order
from schemadiff.diff.pairing import differing
from schemadiff.diff.positions import as_placed, placed_after, refuse_bound
from schemadiff.diff.rebuilding import rebuild_ties, step_aside_in
from schemadiff.diff.swapping import spare
from schemadiff.diff.work import Work, created, over_indexes
from schemadiff.errors import Unlike
from schemadiff.interplay.attaching import before_attaching, is_partition
from schemadiff.interplay.child_tables import altered_in_children
from schemadiff.interplay.circles import refuse_circle
from schemadiff.interplay.declared_settings import settings_of_declared
from schemadiff.interplay.kept_by_others import drop_of_kept
from schemadiff.interplay.lending import lent_once
from schemadiff.interplay.lost_names import recast_bare, retyped_bare
from schemadiff.interplay.not_null import as_declared
from schemadiff.interplay.of_types import as_altered_alone, as_child, as_of_old_type, as_recast
from schemadiff.interplay.own_expressions import with_expressions
from schemadiff.interplay.retyped_together import by_a_common_parent
from schemadiff.kinds import PRIORITY
from schemadiff.model import Address, Catalog, Effects, Object, Statement, Verb, vacated

LOSSLESS = Effects()
SPARE = "names are swapped"
TAKEN = "another object gets its name before it goes"


def statements(old: Catalog, new: Catalog, *, loosely: bool = False) -> list[Statement]:
    """The statements that turn ``old`` into ``new``, in an order in which each of them can run.

    With ``loosely`` only dependencies are respected. That takes a fifth less time, and is enough for files, because
    they are sorted again when they are loaded.

    Raises:
        Refused: something that holds data would have to be rebuilt.
        CycleError: no order satisfies all dependencies.
    """
    files, new = new, as_placed(old, new)
    if old.objects.keys() == new.objects.keys() and next(differing(old, new), None) is None:
        # Worth a shortcut: every proof compares so in the end, and most commands only ask whether anything differs.
        return []
    anew: frozenset[Address] = frozenset()
    while True:
        try:
            work = changes(old, new, anew)
            if placed := placed_after(work, files):
                work = changes(old, placed, anew)
            return _in_order(work, loosely=loosely)
        except _NeedsRebuild as circle:
            if circle.anew <= anew:
                raise circle.error from None
            anew |= circle.anew
        except Unlike as unlike:
            if unlike.table is None or unlike.table in old.objects or not is_partition(unlike.table, new):
                raise
            alone = before_attaching(files, {unlike.table})
            return [
                *statements(old, alone, loosely=loosely),
                *statements(alone, files, loosely=loosely),
            ]


class _NeedsRebuild(Exception):
    """Raised if an order exists once the objects in ``anew`` are dropped and created instead of altered."""

    def __init__(self, error: CycleError, anew: AbstractSet[Address]) -> None:
        super().__init__()
        self.error, self.anew = error, anew


def _in_order(work: Work, *, loosely: bool) -> list[Statement]:
    """The statements for the changes in order; while there is a cycle, it is broken in one way and all is ordered again."""
    refuse_bound(work)
    # A sequence that goes last does not keep its column waiting for what goes with it, nor does a check that it needs.
    gone, calm = gone_with(work), frozenset(each.old for each in work.continued) | proven(work)
    while True:
        fold = _fold(work)
        steps = list(_emit(work, fold, gone))
        folded = _folded(work, fold, gone, calm)
        try:
            ordered = order(steps, work.old, work.new, folded, () if loosely else edges(work))
            return lent_once(ordered, work.new)
        except CycleError as error:
            if vacate_one(work, error.nodes, folded.makes) or step_aside_in(work, error.nodes):
                continue
            circle = {node.address for node in error.nodes if node.make}
            culprits = {
                part for part, host in fold.items() if host in circle and not _stays_inline(work, part)
            }
            apart = set(parts_first(work, gone, {node.address for node in error.nodes if not node.make}))
            work.separate |= culprits
            gone = {p: _within(work.old, p, apart) or host for p, host in gone.items() if p not in apart}
            if culprits or apart:
                continue
            if stiff := hindering(work, error.nodes, folded.makes):
                raise _NeedsRebuild(error, stiff) from error
            if calmer := undisturbing(work, error.nodes, folded.makes, calm):
                calm |= calmer
            elif rebuild_ties(work, circle) or drop_at_once(work, error.nodes):
                gone = gone_with(work)
            elif again := {address for address in circle if made_anew_at_will(work, address)}:
                raise _NeedsRebuild(error, again) from error
            else:
                refuse_circle([work.new.objects.get(node.address) for node in error.nodes if node.make])
                raise


def _folded(
    work: Work, fold: Mapping[Address, Address], gone: Mapping[Address, Address], calm: AbstractSet[Address]
) -> Folded:
    """The objects that have no statement of their own, for the order."""
    hosts = {**work.brought, **fold}
    bringers = {address: root(hosts, address) for address in work.brought}
    quiet = {address: bringers[address] for address in _without_statement(work)}
    return Folded({**fold, **quiet, **dict(_renamed_with(work))}, {**gone, **text_with(work)}, bringers, calm)


def _within(catalog: Catalog, address: Address, wholes: set[Address]) -> Address | None:
    """The innermost of ``wholes`` that an object is a part of, over any number of parents; None if it is in none."""
    parent = catalog.objects[address].parent
    while parent is not None and parent not in wholes:
        parent = catalog.objects[parent].parent if parent in catalog.objects else None
    return parent


def _stays_inline(work: Work, address: Address) -> bool:
    """True of parts that must stay inline because other parts depend on them: a table is created with its columns."""
    return bool(work.new.children.get(address)) or not work.new.objects[address].rebuildable


def _without_statement(work: Work) -> Iterator[Address]:
    """Yield objects that PostgreSQL creates or alters by itself and that need no statement of their own."""
    for address in work.brought:
        if address not in work.alters and address not in work.undo and address not in work.creates:
            yield address


def _renamed_with(work: Work) -> Iterator[tuple[Address, Address]]:
    """Yield objects that are renamed by a statement for their parent, with the parent."""
    for address in work.renamed:
        obj = work.new.objects[address]
        if obj.implicit and obj.parent in work.alters:
            yield address, obj.parent


def _fold(work: Work) -> dict[Address, Address]:
    """The parts that are written inside the CREATE of their parent or grandparent, and which of the two."""
    fold: dict[Address, Address] = {}
    creates, objects = work.creates, work.new.objects
    for address, obj in created(work):
        if not obj.inlines or address in work.separate:
            continue
        # An implicit part of an altered column (an identity's sequence) is created by that ALTER.
        best = obj.parent if obj.implicit and obj.parent in work.alters else None
        above = obj.parent
        while above in creates and obj.inline_in(host := objects[above]):
            best, above = above, host.parent
        if best is not None:
            fold[address] = best
    return fold


def _emit(work: Work, fold: dict[Address, Address], gone: Mapping[Address, Address]) -> Iterator[Statement]:
    """Yield all statements for the changes, in no order."""
    parts: dict[Address, list[Object]] = {}
    bare = {column.address: column for late in work.late for column in (*late.bare, *late.attached)}
    between = work.between
    told = {**named_explicitly(work), **bare, **over_indexes(work), **with_expressions(between)}
    for part, host in fold.items():
        whole, inside = (told.get(each, work.new.objects[each]) for each in (host, part))
        parts.setdefault(host, []).append(as_declared(inside, whole))
    yield from _emit_drops(work, gone)
    yield from _emit_renames(work, work.ahead, fold)
    for address, wanted in created(work):
        if address in fold:
            continue
        obj = as_altered_alone(told.get(address, wanted), between)
        inner = sorted(parts.get(address, ()), key=lambda o: (PRIORITY[o.kind], o.place, o.identity))
        # create() takes no parts, so that kinds without any need not handle them.
        renames = work.aside[address][0] if address in work.aside else ()
        made = [*renames, *(obj.create_with(inner) if inner else obj.create()), *_casts(work, address)[0]]
        made += settings_of_declared(obj, between)
        for sql in understood(made, [obj, *inner], work.old.objects.get(address)):
            yield _statement(work, sql, Verb.CREATE, address)
        yield from continuing(work, address)
    yield from _emit_renames(work, work.behind, fold)
    for address, (sqls, _) in work.vacated.items():
        why = TAKEN if address in work.spare else SPARE
        yield from (Statement(sql, Verb.ALTER, vacated(address), why) for sql in sqls)
    yield from _emit_recasts(work)
    yield from _emit_alters(work, told)
    for address, extra in work.undo.items():
        for sql in extra.drop():
            yield _statement(work, sql, Verb.ALTER, address)


def _emit_alters(work: Work, told: Mapping[Address, Object]) -> Iterator[Statement]:
    """Yield the alterations; ``told`` has the objects that must name what PostgreSQL would name."""
    between = work.between
    for address, (before, after) in work.alters.items():
        loss = after.alters_with_loss(before_but_its_counter(work, address, before))
        altered = as_altered_alone(told.get(address, after), between)
        there = as_of_old_type(before, after, work.aside)
        there = as_recast(before, after) if address in work.recasts else there
        sqls = [*altered.alter(there)]
        if joined := work.joined.get(address):
            loss = ", ".join(filter(None, (loss, *(new.alters_with_loss(old) for old, new in joined))))
            others = [old.address for old, _ in joined]
            sqls = [*by_a_common_parent(sqls, before, others, spare(address.identity))]
        for sql in understood([*retyped_bare(sqls, there, after, between)], [after], before):
            yield _statement(work, sql, Verb.ALTER, address, loss if sql == sqls[0] else "")
        yield from continuing(work, address)


def _emit_renames(
    work: Work, renames: Mapping[Address, Sequence[str]], fold: Mapping[Address, Address]
) -> Iterator[Statement]:
    """Yield the renames that run before or after PostgreSQL chooses names, at the object that makes it do so."""
    hosts = {**work.brought, **fold}
    for address, every in renames.items():
        yield from (_statement(work, sql, Verb.ALTER, root(hosts, address)) for sql in every)


def _emit_recasts(work: Work) -> Iterator[Statement]:
    """Yield the statements that convert columns to text or to the new type, and then drop the old types."""
    between = work.between
    holders = work.recasts.keys() - work.drops
    led = {
        child.address for each in holders for child in altered_in_children(work.old.objects[each], between)
    }
    for holder in work.parked.keys() - work.drops:
        old = as_altered_alone(work.old.objects[holder], between)
        sqls = [*(as_child(old) if holder in led else old).recast_to_text()]
        for sql in recast_bare(sqls, old, between):
            yield _statement(work, sql, Verb.SET_ASIDE, holder)
    for holder, addresses in work.recasts.items():
        held = sorted(below(work, addresses))
        anew = work.parked.get(holder, set()) & work.drops & work.creates
        changing = [*(held or addresses), *sorted(anew), *({holder} & work.alters.keys())]
        losses = (work.new.objects[a].alters_with_loss(work.old.objects[a]) for a in changing)
        loss = ", ".join(filter(None, losses))
        new = as_altered_alone(work.new.objects[holder], between)
        new = as_child(new) if holder in led else new
        recast = new.recast if work.by_cast.isdisjoint(held) else new.recast_by_cast
        sqls = [*recast(work.old.objects[holder])]
        for sql in recast_bare(sqls, work.old.objects[holder], between):
            yield _statement(work, sql, Verb.ALTER, holder, loss if sql in sqls else "")
    for address, (_, drop) in work.aside.items():
        for sql in (*_casts(work, address)[1], drop):
            yield Statement(sql, Verb.DROP, left_over(address), f"{address} is recreated")


def _casts(work: Work, address: Address) -> tuple[Sequence[str], Sequence[str]]:
    """The statements that create the cast from a type that stepped aside to its successor, and those that drop it."""
    if address not in work.by_cast:
        return (), ()
    names = {each.identity for each in work.by_cast}
    return work.old.objects[address].casts(work.new.objects[address], names)


def _emit_drops(work: Work, gone: Mapping[Address, Address]) -> Iterator[Statement]:
    for address in work.drops - gone.keys() - work.aside.keys():
        obj = as_altered_alone(work.spare.get(address, work.old.objects[address]), work.between)
        loss = lost_with_sequence(work, address)
        if loss is None:
            loss = _lost(work, gone, obj) or _lost_by_replacing(work, work.old.objects[address])
        alone = drop_of_kept(obj, work.between, kept=kept_by_children(work, obj))
        for sql in at_once(work, address) or alone:
            yield _statement(work, sql, Verb.DROP, address, loss)


def _lost(work: Work, gone: Mapping[Address, Address], obj: Object) -> str:
    """The data that is lost with an object, and with other tables that its DROP takes along."""
    if obj.computed_again and obj.address in work.creates and work.new.objects[obj.address].computed_again:
        return ""
    if not obj.hollow:
        return obj.loss
    others = [work.old.objects[part] for part, host in gone.items() if host == obj.address]
    if any(other.loss and other.parent is None for other in others):
        return obj.loss
    return ", ".join(sorted(filter(None, (_lost_by_replacing(work, other) for other in others))))


def _lost_by_replacing(work: Work, obj: Object) -> str:
    """The data that is lost when a dropped object's successor is created in its place."""
    after = work.new.objects.get(obj.address)
    return as_altered_alone(after, work.between).replaces_with_loss(obj) if after is not None else ""


def _statement(work: Work, sql: str, verb: Verb, address: Address, loss: str = "") -> Statement:
    effects = Effects(loses_data=loss) if loss else LOSSLESS
    return Statement(sql, verb, address, work.reasons.get(address, ""), effects=effects)
