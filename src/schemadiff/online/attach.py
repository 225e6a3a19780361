"""Attaching a table that is there as a partition: a check with the bound is validated first, and dropped afterwards.

Then PostgreSQL need not read the rows under the lock of ATTACH PARTITION (manual, Partition Maintenance).
"""

from __future__ import annotations

from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Statement, Verb
from schemadiff.online.strategy import Place, Plain, Safer, by_a_check
from schemadiff.sql.identity import quoted_names


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the check, its validation, and ATTACH PARTITION with the drop of the check."""
    link = place.desired.objects.get(statement.address)
    if not isinstance(link, Inheritance) or not link.bound or statement.verb is not Verb.CREATE:
        return None
    if link.below.type != "table" or not place.there(link.below) or _is_proven(link, place):
        return None
    if why := _why_not(link, place):
        return Plain(why)
    assert link.belongs is not None
    return by_a_check(statement, link.child, quoted_names(link.child)[-1], link.belongs)


def _why_not(link: Inheritance, place: Place) -> str | None:
    if not place.there(link.above):
        return "the same plan makes the partitioned table"
    links = [each for each in place.before.objects.values() if isinstance(each, Inheritance)]
    if any(each.child == link.child for each in links):
        return "the table is detached or stops inheriting in the same plan, and its rows would be missing in between"
    if any(each.of == link.of and Verb.DROP in place.verbs.get(each.address, ()) for each in links):
        return "another partition makes way in the same plan, and rows would have no partition in between"
    if any(_is_of(address, link, place) for address in place.verbs):
        return (
            "the same plan changes indexes or constraints of the two tables, which become parts of each other"
        )
    if link.hashed:
        return "PostgreSQL does not conclude from a check that the hashes of all rows fit"
    return None if link.belongs else "the condition of its bound is not known"


def _is_of(address: Address, link: Inheritance, place: Place) -> bool:
    """Return True for an index, a constraint or a trigger of one of the two tables."""
    each = place.desired.objects.get(address) or place.before.objects.get(address)
    return isinstance(each, Attached) and each.parent in {link.above, link.below}


def _is_proven(link: Inheritance, place: Place) -> bool:
    """Return True if a check of the table says the same already, so that no row is read."""
    checks = (place.before.objects[address] for address in place.before.children.get(link.below, ()))
    return any(
        isinstance(each, Constraint)
        and each.expression == link.belongs
        and not each.definition.endswith("NOT VALID")
        for each in checks
        if link.belongs
    )
