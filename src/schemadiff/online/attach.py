"""Attaching a table that is there as a partition: a check with the bound is validated first, and dropped afterwards.

Then PostgreSQL need not read the rows under the lock of ATTACH PARTITION (manual, Partition Maintenance). Indexes that
the partition lacks are built before, too: ATTACH PARTITION takes one that fits, and builds one otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Statement, Verb
from schemadiff.online.strategy import Place, Plain, Safer, by_a_check
from schemadiff.sql.identity import quoted_names


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the check, its validation, and ATTACH PARTITION with the drop of the check."""
    link = place.desired.objects.get(statement.address)
    if not isinstance(link, Inheritance) or not link.bound or statement.verb is not Verb.CREATE:
        return None
    if link.below.type != "table" or not place.there(link.below):
        return None
    built = [*_indexes(link, place)] if place.there(link.above) else []
    if _is_proven(link, place):
        return Safer(later=(*built, (statement.sql,))) if built else None
    if why := _why_not(link, place):
        return Plain(why)
    assert link.belongs is not None
    name = place.check_name(link.below, quoted_names(link.child)[-1])
    attached = by_a_check(statement, link.child, name, link.belongs)
    return replace(attached, later=(*built, *attached.later))


def _indexes(link: Inheritance, place: Place) -> Iterator[tuple[str, ...]]:
    """Yield the units that build the indexes which ATTACH PARTITION would build under its lock; it takes what is there."""
    for address in sorted(place.desired.children.get(link.below, ())):
        part = place.desired.objects[address]
        if not isinstance(part, Index) or part.of is None or address in place.before.objects:
            continue
        whole = place.before.objects.get(Address(Index.kind, part.of))
        finished = not part.partitioned and part.valid and not [*part.finish()]
        if isinstance(whole, Index) and whole.valid and finished and not place.verbs.get(address):
            yield (part.build(part.name),)


def _why_not(link: Inheritance, place: Place) -> str | None:
    if not place.there(link.above):
        return "the same plan makes the partitioned table"
    if any(each.type == Inheritance.kind for each in place.before.children.get(link.below, ())):
        return "the table is detached or stops inheriting in the same plan, and its rows would be missing in between"
    if link.of in place.making_way:
        return "another partition makes way in the same plan, and rows would have no partition in between"
    if not place.with_changed_parts.isdisjoint({link.above, link.below}):
        return (
            "the same plan changes indexes or constraints of the two tables, which become parts of each other"
        )
    return _why_no_check(link, place)


def _why_no_check(link: Inheritance, place: Place) -> str | None:
    if link.below in place.growing:
        return "a table that is attached to it in the same plan lacks the CHECK that would prove it"
    if link.hashed:
        return "PostgreSQL does not conclude from a check that the hashes of all rows fit"
    return None if link.belongs else "the condition of its bound is not known"


def _is_proven(link: Inheritance, place: Place) -> bool:
    """Return True if a check of the table says the same already, and stays, so that no row is read."""
    checks = (place.before.objects[address] for address in place.before.children.get(link.below, ()))
    return any(
        isinstance(each, Constraint)
        and each.expression == link.belongs
        and not each.definition.endswith("NOT VALID")
        and not place.verbs.get(each.address)
        for each in checks
        if link.belongs
    )
