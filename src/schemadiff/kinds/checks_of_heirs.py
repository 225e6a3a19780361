"""Checks that heirs have of their own, and otherwise than their parents: NOT VALID yet, or under one that is NOT ENFORCED."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import Refused
from schemadiff.kinds.between import Between
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.heirs import links
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object

NOT_VALID, NOT_ENFORCED = " NOT VALID", " NOT ENFORCED"


def checked_first(made: Object, between: Between) -> Iterator[Address]:
    """Yield the checks of heirs that are made, or become valid, before their parent gets one of the name.

    A valid one is refused above one that is not, and what is added to an heir that inherits it is valid with it.
    """
    if not isinstance(made, Constraint) or made.type != "c":
        return
    for link in links(between.new, made.parent):
        own = _check(between.new, link, made.name)
        if own is not None and (_becomes_valid(own, between) or _is_looser_above(made, own, between)):
            yield own.address


def loose_above(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the checks of parents that are made anew, because an heir that is made has a stricter one, and why."""
    for link in links(between.new, None) if between.new.major >= 18 and between.inherits else ():
        for address in sorted(between.new.children.get(link.above, ())) if between.makes(link.below) else ():
            above = between.new.objects[address]
            own = _check(between.new, link, above.name) if isinstance(above, Constraint) else None
            if own is not None and not between.makes(address) and _is_looser_above(above, own, between):
                yield address, f"{link.below} has one that is enforced, and NOT VALID"


def refuse_looser(made: Object, wanted: Object) -> None:
    """Say that a check that is made with a partition, as ``made``, is not enforced there, where it is to be.

    Raises:
        Refused: PostgreSQL makes it as its parent's.
    """
    if not isinstance(made, Constraint) or not isinstance(wanted, Constraint):
        return
    if made.definition.endswith(NOT_ENFORCED) and not wanted.definition.endswith(NOT_ENFORCED):
        raise Refused(
            f"{wanted.address} is to be enforced, but a table that is made has it from {wanted.inherited_from}, NOT ENFORCED",
            hint=f"in a migration of your own make {wanted.table} by itself, with its check, and attach it then",
        )


def _becomes_valid(own: Constraint, between: Between) -> bool:
    was = between.old.objects.get(own.address)
    kept = isinstance(was, Constraint) and own.address not in between.drops
    return kept and vars(was)["definition"] == own.definition + NOT_VALID


def _is_looser_above(above: Object, own: Constraint, between: Between) -> bool:
    loose = isinstance(above, Constraint) and above.definition.endswith(NOT_ENFORCED)
    stricter = own.inherited_from is None and own.definition.endswith(NOT_VALID)
    return loose and stricter and between.makes(own.address)


def _check(catalog: Catalog, link: Inheritance, name: str) -> Constraint | None:
    """The check of that name that an heir has."""
    found = catalog.objects.get(Address(Constraint.kind, f"{name} on {link.child}"))
    return found if isinstance(found, Constraint) else None
