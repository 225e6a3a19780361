"""Indexes and keys that a partition has already: a new index or key of its parent takes one over instead of making its part.

PostgreSQL compares definitions, when a table is attached and when the parent's index or key is created, and takes the
oldest one that will do and is no part of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import attached, links
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import INDEXED, Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object

Indexed = Index | Constraint
UNCHECKED = ("NOT VALID", "NOT ENFORCED")
"""How the definition of a foreign key ends that PostgreSQL need not take for that of its parent."""
ORDER = re.compile(r" (DESC|NULLS FIRST|NULLS LAST)")
"""What PostgreSQL leaves out when it compares indexes."""


def not_taken_over(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the parts of tables that move to another parent which that one's index or key does not take over, and why.

    Of several that are alike it takes the oldest one, so nothing is won by building this one again.
    """
    if not between.inherits:
        return
    for link in links(between.new, None):
        for part in attached(between.new, link) if between.makes(link.address) else ():
            before = between.old.objects.get(part.address)
            moves = isinstance(before, Attached) and before.of not in (None, part.of)
            if moves and part.address not in between.drops and not _can_be_taken(part, between):
                yield part.address, f"{part.of} does not take it over"


def adopted(part: Object, between: Between, before: Address | None = None) -> bool:
    """Return True if the parent's new index or key takes over this part of a partition, because nothing there is like it.

    ``before`` is the address that the part has now, if that is another one.
    """
    if not isinstance(part, Indexed) or part.parent is None or not _can_be_taken(part, between):
        return False
    around = (side.objects[a] for side in (between.old, between.new) for a in side.children[part.parent])
    mine = (part.address, before)
    others = (each for each in around if isinstance(each, Indexed) and each.address not in mine)
    return not any(may_be_taken(each, part) for each in others)


def in_the_way(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the indexes and keys of a partition's own that its parent's would take over, although they are to stay so.

    Dropped first and created last, they leave the parent's to make the part that there is to be.
    """
    if not between.inherits:
        return
    for part in (part for link in links(between.new, None) for part in _parts_that_come(link, between)):
        for other in taken_instead(part, between):
            kept = between.becomes(other.address)
            if kept and is_own(between.new.objects.get(kept)):
                yield other.address, f"{part.of} would take it over"


def untied_by_then(before: Object, after: Object, between: Between) -> Object:
    """Return ``before``, or that as a part of nothing if its table moves below a new index, which does not take it over.

    One that is created ON ONLY the parent takes over nothing, so that its parts are attached one by one.
    """
    if not isinstance(before, Indexed) or not isinstance(after, Indexed) or before.of in (None, after.of):
        return before
    whole = between.new.objects.get(Address(after.kind, str(after.of)))
    alone = isinstance(whole, Indexed) and not whole.valid and between.makes(whole.address)
    return replace(before, of=None, link=None) if alone else before


def with_parts_apart(catalog: Catalog) -> Catalog:
    """Return the catalogue in which what would take a partition's own over is made ON ONLY its table, and gets parts one by one.

    In files that decides it whatever their order is, which says otherwise which of them comes first.
    """
    alone: dict[Address, Object] = {}
    for link in links(catalog, None) if Inheritance.kind in catalog.kinds else ():
        for part in attached(catalog, link):
            if _is_alike_own(part, catalog):
                alone |= {whole.address: replace(whole, valid=False) for whole in _wholes(part, catalog)}
    return replace(catalog, objects={**catalog.objects, **alone}) if alone else catalog


def _is_alike_own(part: Attached, catalog: Catalog) -> bool:
    """Return True for an index, or a key, if the partition has one of its own that could be taken for it."""
    if not isinstance(part, Indexed) or (isinstance(part, Constraint) and part.type not in INDEXED):
        return False
    around = (
        (catalog.objects[address] for address in catalog.children.get(part.parent, ())) if part.parent else ()
    )
    return any(isinstance(other, Indexed) and is_own(other) and may_be_taken(other, part) for other in around)


def _wholes(part: Attached, catalog: Catalog) -> Iterator[Indexed]:
    """Yield what a part is one of, and what that is a part of."""
    whole = catalog.objects.get(Address(part.kind, str(part.of)))
    if isinstance(whole, Indexed):
        yield whole
        yield from _wholes(whole, catalog)


def made_before_own(made: Object, between: Between) -> Iterator[Address]:
    """Yield the parts that must be made before this index or key of the partition's own, which would be taken for one."""
    if not isinstance(made, Indexed) or not is_own(made) or not made.valid:
        return
    for address in sorted(between.new.children.get(made.parent, ())) if made.parent else ():
        link = between.new.objects[address]
        for part in _parts_that_come(link, between) if isinstance(link, Inheritance) else ():
            if may_be_taken(made, part):
                yield part.address


def dropped_before_part(made: Object, between: Between) -> Iterator[Address]:
    """Yield the dropped indexes and keys that would be taken for this part of a partition, if they were still there."""
    if not isinstance(made, Indexed) or made.of is None:
        return
    for other in taken_instead(made, between):
        if other.address in between.drops:
            yield other.address


def _parts_that_come(link: Inheritance, between: Between) -> Iterator[Indexed]:
    """Yield the parts that a partition gets when it is attached, or when its parent gets the whole."""
    for part in attached(between.new, link):
        whole = between.new.objects.get(Address(part.kind, str(part.of)))
        if not isinstance(part, Indexed) or not isinstance(whole, Indexed):
            continue
        # One that is not valid is created ON ONLY the parent.
        comes = whole.valid if between.makes(whole.address) else between.makes(link.address)
        if comes and not _was_part(part, between):
            yield part


def _was_part(part: Indexed, between: Between) -> bool:
    """Return True if the part was one of the same whole before, under any name."""
    if between.makes(part.address):
        return False
    before = between.was(part.address)
    return isinstance(before, Indexed) and before.of == part.of and before.link == part.link


def taken_instead(part: Indexed, between: Between) -> Iterator[Indexed]:
    """Yield the indexes and keys that the table of a part has before the plan, and that may be taken for the part."""
    for address in sorted(between.old.children.get(part.parent, ())) if part.parent else ():
        other = between.old.objects[address]
        if isinstance(other, Indexed) and _can_be_taken(other, between) and may_be_taken(other, part):
            yield other


def is_own(found: Object | None) -> bool:
    """Return True for an index or key of a partition that is no part of its parent's."""
    return (
        isinstance(found, Indexed) and not found.of and not (isinstance(found, Constraint) and found.serves)
    )


def _can_be_taken(part: Attached, between: Between) -> bool:
    """Return False for what PostgreSQL does not take over: what is not valid, and foreign keys that were not checked."""
    if not isinstance(part, Indexed) or not part.valid:
        return False
    whole = between.new.objects.get(Address(part.kind, str(part.of)))
    return not any(
        isinstance(each, Constraint) and each.definition.endswith(UNCHECKED) for each in (part, whole)
    )


def may_be_taken(one: Indexed, part: Indexed) -> bool:
    """Return True if PostgreSQL may take the one for the part: in doubt, for what is compared by columns alone."""
    if isinstance(part, Index):
        if isinstance(one, Index):
            return ORDER.sub("", one.definition) == ORDER.sub("", part.definition)
        return part.unique and one.type in INDEXED and _columns(one) == _columns(part)
    if isinstance(one, Index):
        # Both may have the index that the parent's plain one takes.
        return bool(part.serves) and one.unique and _columns(one) == _columns(part)
    if "f" in (one.type, part.type):
        return (one.type, one.columns, one.references) == (part.type, part.columns, part.references)
    return one.type in INDEXED and part.type in INDEXED and _columns(one) == _columns(part)


def _columns(of: Indexed) -> Sequence[str | None]:
    return of.keys if isinstance(of, Index) else of.columns
