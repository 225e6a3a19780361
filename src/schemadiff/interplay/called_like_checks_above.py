"""CHECK constraints of child tables that have the name of a NO INHERIT one of their parent's, which they do not inherit.

Until PostgreSQL 17, NO INHERIT takes them for inherited ones and fails. They go before it, and are created again after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Object

MENDED = 180000


def checks_to_make_anew(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the checks that are dropped by statements of their own, to be created again if they stay, and why."""
    if not between.inherits or between.old.knows >= MENDED:
        return
    for link in links(between.old, None):
        for check in gone_before_detaching(link, between):
            yield check, f"NO INHERIT would take it for that of {link.of}"


def gone_before_detaching(link: Object, between: Between) -> Iterator[Address]:
    """Yield the checks of a child table that are dropped before it is detached."""
    if not isinstance(link, Inheritance) or between.old.knows >= MENDED or link.below in between.drops:
        return
    if link.address in between.new.objects and link.address not in between.drops:
        return
    for address in sorted(between.old.children.get(link.below, ())):
        own = between.old.objects[address]
        if not isinstance(own, Constraint) or own.type != "c" or own.inherited_from is not None:
            continue
        above = between.old.objects.get(Address(own.kind, f"{own.name} on {link.of}"))
        if isinstance(above, Constraint) and above.type == "c" and not above.inheritable:
            yield address
