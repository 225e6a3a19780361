"""CHECK constraints of child tables that differ from the parent's: NOT VALID yet, or enforced under a NOT ENFORCED one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.errors import Unlike
from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object

NOT_VALID, NOT_ENFORCED = " NOT VALID", " NOT ENFORCED"


def checked_first(made: Object, between: Between) -> Iterator[Address]:
    """Yield the CHECKs of child tables that are created or validated before their parent gets one of the same name.

    PostgreSQL refuses a valid one on the parent while a child's is NOT VALID, and one added to a child that inherits it is
    valid with it. A table that is attached must have those that its parent has by then.
    """
    if isinstance(made, Inheritance) and not between.makes(made.below):
        for above in _kept_above(made, between):
            yield Address(Constraint.kind, f"{above.name} on {made.child}")
        for name in made.unchecked_by_both:
            yield from (Address(Constraint.kind, f"{name} on {table}") for table in (made.of, made.child))
    if not isinstance(made, Constraint) or made.type != "c":
        return
    for link in links(between.new, made.parent):
        if made.name in link.unchecked_by_both and between.makes(link.below):
            # With a table that is created comes a valid one.
            yield link.address
        own = _check(between.new, link, made.name)
        if own is not None and (_becomes_valid(own, between) or _is_looser_above(made, own, between)):
            yield own.address


def loose_above(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the parents' CHECKs that are created again because a new child table has a stricter one, with the reason."""
    for link in links(between.new, None) if between.new.major >= 18 and between.inherits else ():
        for address in sorted(between.new.children.get(link.above, ())) if between.makes(link.below) else ():
            above = between.new.objects[address]
            own = _check(between.new, link, above.name) if isinstance(above, Constraint) else None
            if own is not None and not between.makes(address) and _is_looser_above(above, own, between):
                yield address, f"{link.below} has one that is enforced, and NOT VALID"


def unchecked_above(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the parents' CHECKs that are created again because a child table gets them NOT VALID, with the reason.

    With a table that is made comes a valid one, and one that ALTER TABLE ... INHERIT finds stays the child's own.
    """
    for link in links(between.new, None) if between.inherits else ():
        anew = between.makes(link.below) or (between.makes(link.address) and not link.bound)
        for above in _kept_above(link, between) if anew else ():
            if above.definition.endswith(NOT_VALID):
                yield above.address, f"{link.below} gets it NOT VALID"


def stored_otherwise(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the CHECKs that are created again because a parent gets, or has, the same text as PostgreSQL reads it.

    It compares the two as it stores them when it attaches a child table, or lets it inherit.
    """
    there = between.new.objects.values() if between.inherits else ()
    names = sorted({each.name for each in there if isinstance(each, Constraint) and _settles(each, between)})
    for link in links(between.new, None) if names else ():
        for name in names:
            above, own = _check_above(between.new, link, name), _check(between.new, link, name)
            if above is None or own is None or not _meet(above, own, link, between):
                continue
            if _settles(above, between) != _settles(own, between):
                kept, other = (own, above) if _settles(own, between) else (above, own)
                yield (
                    kept.address,
                    f"PostgreSQL compares it with {other.address}, and stores that in another form",
                )


def left_in_partitions(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the CHECKs of partitions that are created again because the partitioned table loses its own.

    Up to 17 PostgreSQL drops both or none.
    """
    for link in links(between.old, None) if between.old.knows < 180000 and between.inherits else ():
        if not link.bound or between.makes(link.above) or between.makes(link.address):
            continue
        for address in between.old.children.get(link.above, ()):
            above = between.old.objects[address]
            own = _check(between.old, link, above.name) if isinstance(above, Constraint) else None
            if address in between.drops and own is not None and own.address in between.new.objects:
                yield own.address, f"PostgreSQL drops it with {address}"


def _meet(above: Constraint, own: Constraint, link: Inheritance, between: Between) -> bool:
    """Return True if PostgreSQL compares the two: it does not where the child table is created with the parent's."""
    if own.inherited_from is not None and between.makes(link.below):
        return False
    return between.makes(link.address) or between.makes(above.address)


def _settles(check: Object, between: Between) -> bool:
    if between.makes(check.address):
        return False
    was = between.was(check.address)
    return isinstance(was, Constraint) and was.settles


def renamed_with_others(check: Object) -> bool:
    """Return True for a CHECK that is inherited, or that others inherit: PostgreSQL renames all of them together."""
    return isinstance(check, Constraint) and not check.alone


def torn(between: Between) -> Iterator[Address]:
    """Yield the new addresses of inherited CHECKs that get another name while one that is renamed with them does not."""
    for address, before in between.renamed.items():
        old, new = between.old.objects[before], between.new.objects[address]
        if not isinstance(old, Constraint) or not isinstance(new, Constraint) or old.type != "c":
            continue
        if (old.alone and new.alone) or _is_renamed_as_one(old, new, between):
            continue
        yield address


def _is_renamed_as_one(old: Constraint, new: Constraint, between: Between) -> bool:
    """Return True if those of child and parent tables are renamed alike, and one table is above all of them."""
    assert old.parent is not None
    ends = {
        link.above if link.below == old.parent else link.below
        for link in links(between.old, None)
        if _hands_down(link, old, between) and link.below not in between.drops
    }
    pairs = (tuple(_check_on(table, check.name) for check in (new, old)) for table in ends)
    kept = all(between.renamed.get(there) == before for there, before in pairs)
    came = (link for link in links(between.new, new.parent) if link.address not in between.old.objects)
    tops = _tops(old.parent, old, between)
    return kept and len(tops) == 1 and all(between.makes(link.below) for link in came)


def _hands_down(link: Inheritance, check: Constraint, between: Between) -> bool:
    """Return True if ``check`` is inherited by that link: its table is one of the two, and the upper one has it."""
    above = between.old.objects.get(_check_on(link.above, check.name))
    return check.parent in (link.above, link.below) and isinstance(above, Constraint) and above.inheritable


def _tops(table: Address, check: Constraint, between: Between) -> set[Address]:
    """Return the uppermost tables that hand the CHECK down to ``table``; PostgreSQL renames none of two parents."""
    parts = (between.old.objects[part] for part in between.old.children.get(table, ()))
    ups = [link for link in parts if isinstance(link, Inheritance)]
    named = replace(check, parent=table)
    found = [_tops(link.above, check, between) for link in ups if _hands_down(link, named, between)]
    return set().union(*found) or {table}


def _check_on(table: Address, name: str) -> Address:
    return Address(Constraint.kind, f"{name} on {table.identity}")


def refuse_looser(made: Object, wanted: Object) -> None:
    """Refuse a CHECK that PostgreSQL creates NOT ENFORCED with a partition, as ``made``, where it must be enforced.

    Raises:
        Unlike: PostgreSQL copies the parent's.
    """
    if not isinstance(made, Constraint) or not isinstance(wanted, Constraint):
        return
    if made.definition.endswith(NOT_ENFORCED) and not wanted.definition.endswith(NOT_ENFORCED):
        raise Unlike(
            f"{wanted.address} should be enforced, but a new table inherits it from {wanted.inherited_from} as NOT ENFORCED",
            wanted.parent,
            hint=f"in a migration of your own, create {wanted.table} by itself, with its check, and then attach it",
        )


def _kept_above(link: Inheritance, between: Between) -> Iterator[Constraint]:
    """Yield the parent's CHECKs that are kept and that the child table gets NOT VALID, or NOT ENFORCED, from it."""
    both = link.unchecked_by_both if between.makes(link.below) else ()
    for name in (*link.unchecked, *both):
        above = _check_above(between.new, link, name)
        if above is not None and not between.makes(above.address):
            yield above


def _becomes_valid(own: Constraint, between: Between) -> bool:
    was = between.old.objects.get(own.address)
    kept = isinstance(was, Constraint) and own.address not in between.drops
    return kept and vars(was)["definition"] == own.definition + NOT_VALID


def _is_looser_above(above: Object, own: Constraint, between: Between) -> bool:
    loose = isinstance(above, Constraint) and above.definition.endswith(NOT_ENFORCED)
    stricter = own.inherited_from is None and own.definition.endswith(NOT_VALID)
    return loose and stricter and between.makes(own.address)


def _check_above(catalog: Catalog, link: Inheritance, name: str) -> Constraint | None:
    """Return the CHECK ``name`` of the parent."""
    found = catalog.objects.get(Address(Constraint.kind, f"{name} on {link.of}"))
    return found if isinstance(found, Constraint) else None


def _check(catalog: Catalog, link: Inheritance, name: str) -> Constraint | None:
    """Return the CHECK ``name`` of the child table."""
    found = catalog.objects.get(Address(Constraint.kind, f"{name} on {link.child}"))
    return found if isinstance(found, Constraint) else None
