"""The statements and the order that let a new sequence continue where a dropped one is."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.diff.order import Node
from schemadiff.diff.work import Work
from schemadiff.interplay.counters import (
    DEFAULTING,
    NUMBERING,
    continued,
    name_by_then,
    numbered,
    numbered_below,
    without_counter,
)
from schemadiff.model import Address, Effects, Object, Statement, Verb

NUMBERED = "the rows have numbers already"
CONTINUES = "it continues where the dropped sequence is"


def continue_counters(work: Work) -> None:
    """Find the new sequences that continue dropped ones, and those that continue after the numbers in the rows."""
    if work.old.kinds.isdisjoint(NUMBERING):
        # A first plan: there are no rows.
        return
    work.continued = tuple(continued(work.between))
    done = {each.column for each in work.continued}
    made = (address for address in work.creates if address.type in DEFAULTING)
    altered = (address for address in work.alters if address.type in DEFAULTING)
    found = (*numbered(work.between, work.alters, (*made, *altered)), *numbered_below(work.between))
    for counting in found:
        if done.isdisjoint(column.address for column in counting.columns):
            work.numbered.setdefault(counting.by, []).append(counting)
    for each in work.continued:
        # The tie to its column goes with the sequence, but later than the column is altered.
        parts = work.old.children.get(each.old, ())
        work.drops -= {part for part in parts if work.old.objects[part].stands_for()}
        work.reasons[each.old] = "another sequence continues it"


def edges_of_counters(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that the old sequence goes after the new one has its counter; an identity's goes with its column's ALTER."""
    for each in work.continued:
        if each.becomes_identity:
            yield Node(False, each.old), Node(True, each.column)
        else:
            yield Node(True, each.column), Node(True, each.new)
    for by, found in work.numbered.items():
        yield from ((Node(True, by), Node(True, before)) for each in found for before in each.after)


def continuing(work: Work, address: Address) -> Iterator[Statement]:
    """Yield the statements that set new counters, after those that create or alter ``address``."""
    for counting in work.numbered.get(address, ()):
        yield Statement(counting.statement, Verb.ALTER, address, NUMBERED)
    for each in work.continued:
        if address != (each.column if each.becomes_identity else each.new):
            continue
        loss = "" if each.becomes_identity else each.lost
        before = work.alters[each.column][0] if each.column in work.alters else None
        sql = each.statement(name_by_then(each, before, work.spare.get(each.old)))
        yield Statement(sql, Verb.ALTER, address, CONTINUES, effects=Effects(loses_data=loss))


def before_but_its_counter(work: Work, address: Address, before: Object) -> Object:
    """Return an altered object as it was, without the counter that is not lost."""
    kept = any(each.column == address and not each.becomes_identity for each in work.continued)
    return without_counter(before) if kept else before


def lost_with_sequence(work: Work, address: Address) -> str | None:
    """Return what is lost of the counter of a dropped sequence that another continues; None if no other does."""
    found = [each.lost for each in work.continued if each.old == address]
    return max(found) if found else None
