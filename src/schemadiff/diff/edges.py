"""Ordering constraints between changes that no dependency in the catalogues expresses.

Nothing here knows a kind: objects say what they wait for through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from schemadiff.diff.brought import forgotten_with
from schemadiff.diff.carrying import edges_of_those_aside, edges_of_values_inside
from schemadiff.diff.counters import edges_of_counters
from schemadiff.diff.hindrances import edges_of_those_set_free
from schemadiff.diff.names import edges_of_names
from schemadiff.diff.order import Node
from schemadiff.diff.overloads import edges_of_overloads
from schemadiff.diff.positions import edges_of_places
from schemadiff.diff.rows import edges_of_rows
from schemadiff.diff.work import Work
from schemadiff.interplay import happens_after, unsaid_needs
from schemadiff.interplay.becoming import attached_in_order, dropped_before_attaching
from schemadiff.interplay.called_like_checks_above import gone_before_detaching
from schemadiff.interplay.child_tables import altered_in_children, goes_first, needed_by_children
from schemadiff.interplay.circles import tied_together
from schemadiff.interplay.given_over import given_up_first
from schemadiff.interplay.inherited_checks import checked_first
from schemadiff.interplay.keys_below_indexes import gone_before_keys, served_until, waits_to_be_served
from schemadiff.interplay.keys_of_references import dropped_before_referenced, numbered_before
from schemadiff.interplay.lending import lets_grant
from schemadiff.interplay.meant_casts import meant_casts
from schemadiff.interplay.of_types import columns_of_typed_table, goes_with_attribute
from schemadiff.interplay.own_expressions import needed_by_expressions
from schemadiff.interplay.owned_sequences import released_after
from schemadiff.interplay.partitioned_indexes import attached_before, last_to_attach
from schemadiff.interplay.proven_not_null import proofs
from schemadiff.interplay.referenced_partitions import detached_after, keys_meanwhile
from schemadiff.interplay.shared_identities import attached_after_whole
from schemadiff.interplay.taking_over import dropped_before_part, made_before_own
from schemadiff.interplay.unlogged import altered_first
from schemadiff.kinds import FILLED, GRANTING, HOLDING, NEEDING, TIED, WAITING
from schemadiff.model import Address


def edges(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier) that no dependency expresses."""
    between = work.between
    yield from _edges_of_creates(work)
    yield from _edges_of_row_types(work)
    yield from _edges_of_drops(work)
    yield from _edges_of_brought(work)
    yield from ((Node(True, later), Node(True, key)) for later, key in waits_to_be_served(between))
    yield from ((Node(True, later), Node(False, other)) for later, other in gone_before_keys(between))
    yield from ((Node(False, later), Node(False, tie)) for later, tie in served_until(between))
    for column, other in work.renewed.items():
        yield from ((Node(True, column), Node(make, other)) for make in (False, True))
    yield from _edges_of_grants(work)
    yield from _edges_of_alters(work)
    yield from _edges_of_late(work)
    # The index gets another name then.
    for key, index in work.over.items():
        yield from ((Node(True, key), Node(False, part)) for part in work.old.children.get(index, ()))
    yield from edges_of_names(work)
    yield from _edges_of_ties(work)
    yield from _edges_of_what_ties(work)
    yield from edges_of_overloads(work)
    yield from edges_of_places(work)
    yield from edges_of_those_aside(work)
    yield from edges_of_values_inside(work)
    yield from edges_of_rows(work)
    yield from edges_of_counters(work)
    yield from edges_of_those_set_free(work)
    meant = meant_casts(chain(work.creates, work.alters), work.new)
    yield from ((Node(True, user), Node(True, cast)) for user, cast in meant)


def _edges_of_brought(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that what PostgreSQL makes or alters follows what brings it, unless it goes first with a name of its own."""
    late = {column.address: each.constraint for each in work.late for column in each.bare}
    for address, bringer in work.brought.items():
        leader = _led_by(work, address, bringer)
        if leader in late or leader is None:
            yield Node(True, address), Node(True, bringer)
        if leader is not None:
            yield Node(True, late.get(leader, leader)), Node(True, address)


def _led_by(work: Work, address: Address, bringer: Address) -> Address | None:
    """The column further up whose alteration the one of a child table goes ahead of; None if it follows."""
    above = work.old.objects.get(bringer)
    leader: Address | None = bringer
    while leader is not None and above is not None:
        if leader in work.alters and goes_first(address, *work.alters[leader], above.parent, work.between):
            return leader
        leader = work.brought.get(leader)
    return None


def _edges_of_creates(work: Work) -> Iterator[tuple[Node, Node]]:
    between = work.between
    for address in (a for a in work.creates if a.type in WAITING):
        for earlier in happens_after(work.new.objects[address], work.new):
            if earlier in work.new.objects or earlier in work.old.objects or earlier in work.undo:
                yield Node(True, address), Node(True, earlier)
                yield Node(True, address), Node(False, earlier)
    for address in work.creates if between.inherits else ():
        made = work.new.objects[address]
        for earlier in chain(
            needed_by_children(made, between),
            needed_by_expressions(made, between),
            attached_before(made, between),
            checked_first(made, between),
            attached_in_order(made, between),
            attached_after_whole(made, between),
            made_before_own(made, between),
            numbered_before(made, between),
        ):
            yield Node(True, address), Node(True, earlier)
        yield from (
            (Node(True, address), Node(False, part)) for part in dropped_before_attaching(made, between)
        )
    for address in work.brought.keys() & work.new.objects.keys() if between.inherits else ():
        for other in dropped_before_part(work.new.objects[address], between):
            yield Node(True, address), Node(False, other)


def _edges_of_row_types(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that a table has its new columns before others hold its rows: then it can get none with a default."""
    for address in work.creates:
        table = work.new.objects[address].parent
        if address.type not in FILLED or table is None or table in work.creates:
            continue
        for user in work.creates.intersection(work.new.dependents.get(table, ())):
            if user.type in HOLDING and work.new.objects[user].parent != table:
                yield Node(True, user), Node(True, address)


def _edges_of_drops(work: Work) -> Iterator[tuple[Node, Node]]:
    for tie, owner in released_after(work.creates, work.drops, work.old, work.new):
        if owner in work.alters:
            yield Node(False, tie), Node(True, owner)
    yield from ((Node(False, link), Node(False, part)) for link, part in detached_after(work.between))
    for address in work.drops:
        obj = work.old.objects[address]
        for check in gone_before_detaching(obj, work.between):
            yield Node(False, address), Node(False, check)
        for key in keys_meanwhile(obj, work.between):
            yield Node(False, address), Node(False, key)
            yield Node(True, key), Node(True, address)
        for later in chain(obj.after(), obj.outlived_by()):
            yield Node(False, later), Node(False, address)
        for child in altered_in_children(obj, work.between):
            # PostgreSQL does not drop what is still inherited.
            yield Node(False, child.address), Node(False, address)


def _edges_of_late(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that constraints are added after all child tables that get them; alterations and comments of theirs follow."""
    for late in work.late:
        for child in late.children.difference(bare.address for bare in late.attached) & work.alters.keys():
            yield Node(True, child), Node(True, late.constraint)
        yield from ((Node(True, late.constraint), Node(True, earlier)) for earlier in late.after)
        yield from ((Node(True, later), Node(True, late.constraint)) for later in late.before)


def _edges_of_grants(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that a role which must run GRANT or REVOKE has its rights on the schema by then, or has lost them."""
    made = (Node(True, address) for address in chain(work.creates, work.alters))
    gone = (Node(False, address) for address in work.drops)
    for node in (n for n in chain(made, gone) if n.address.type in GRANTING):
        obj = (work.new if node.make else work.old).objects[node.address]
        if node.make or obj.parent not in work.drops:
            for first in lets_grant(obj):
                yield from ((node, Node(make, first)) for make in (False, True))


def _edges_of_ties(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield what is done only after a part is tied to its whole, or untied from it."""
    for part, link in last_to_attach(work.between):
        yield from ((Node(True, part), Node(make, link)) for make in (False, True))
    yield from _edges_of_tied(work)
    kept = {part for whole in work.drops for part in work.old.dependents.get(whole, ()) if part.type in TIED}
    for address in (work.drops | work.alters.keys() | kept) & work.old.objects.keys():
        obj = work.old.objects[address]
        if (tie := obj.tied()) and obj.parent not in work.drops:
            for later in (Node(False, address), Node(True, address), Node(False, tie.whole)):
                yield later, Node(False, tie.link)
    for address, before in work.renamed.items():
        for dependent in work.old.dependents.get(before, ()):
            yield Node(True, address), Node(False, dependent)


def _edges_of_tied(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that a part is made or altered once it is tied, and what must be there before it comes."""
    changing = {a for a in chain(work.creates, work.alters, work.brought) if a.type in TIED}
    for address in changing & work.new.objects.keys():
        if tie := work.new.objects[address].tied():
            yield Node(True, address), Node(True, tie.link)
            if work.brought.get(address) == tie.link:
                # The part is created with the state of its whole at that time: a foreign key gets its name.
                yield Node(True, tie.link), Node(True, tie.whole)
            elif above := _first_of_its_kind(work, address):
                # It is to come with that one, and a partition that is attached later gets the name that its whole has then.
                yield Node(True, above), Node(True, tie.link)


def _first_of_its_kind(work: Work, address: Address) -> Address | None:
    """The topmost object of the same kind with which PostgreSQL creates this one; None if something else brings it."""
    bringer = work.brought.get(address)
    if bringer is None or bringer.type != address.type:
        return None
    return _first_of_its_kind(work, bringer) or bringer


def _edges_of_alters(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield what must exist, or must not be altered yet, for an alteration or a creation, without a dependency."""
    for address in (a for a in chain(work.creates, work.alters) if a.type in NEEDING):
        for needed in unsaid_needs(work.new.objects[address], work.new):
            yield Node(True, address), Node(True, needed)
    for address in chain(work.alters, work.recasts):
        for forgotten in forgotten_with(work, address):
            yield Node(True, forgotten), Node(True, address)
    for address, (was, now) in work.alters.items():
        for earlier in chain(
            altered_first(was, now, work.old, work.drops), given_up_first(was, now, work.between)
        ):
            yield Node(True, address), Node(True, earlier)
        yield from ((Node(False, check), Node(True, address)) for check in proofs(was, now, work.old))
    for address in work.drops:
        for later in columns_of_typed_table(work.old.objects[address]):
            yield Node(True, later), Node(False, address)
        for later in goes_with_attribute(work.old.objects[address], work.between):
            yield from ((Node(True, later), Node(False, a)) for a in work.old.dependents.get(address, ()))


def _edges_of_what_ties(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that both ends of a foreign key that is rebuilt are altered while it does not exist."""
    for address in work.drops & work.creates:
        for altered in tied_together(work.new.objects[address]):
            yield Node(True, altered), Node(False, address)
            yield Node(True, address), Node(True, altered)
    for address in work.creates:
        for key in dropped_before_referenced(work.new.objects[address], work.between):
            yield Node(True, address), Node(False, key)
