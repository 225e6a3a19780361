"""Partitions that are dropped, or detached for a moment, while a foreign key references the table that they are parts of.

PostgreSQL refuses to drop such a partition. It lets it be detached, if no row references one of its own, and then nothing
depends on it any more: the foreign key stays, and no table is checked as a whole.
For a partition that comes back with its rows the foreign key goes meanwhile, and is checked when it is added again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.asks import Rows, stands_alone
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object, Question


def outlives_partition(obj: Object, table: Address, between: Between) -> bool:
    """Return True if ``obj`` is a foreign key that stays, because ``table``, which is dropped, is detached before."""
    if not isinstance(obj, Constraint) or obj.type != "f" or not between.inherits:
        return False
    link = _uppermost(table, between)
    if link is None or not _goes_as_a_whole(link.below, between):
        return False
    above = set(_above(link, between))
    # Of a table that references itself, the rows of the partition that reference others of it would be in the way.
    return Address("table", str(obj.references)) in above and obj.parent not in above


def detached_first(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (link, key): the inheritances of dropped partitions that must be detached because the key stays."""
    ends = [one for one in links(between.old, None) if _is_end(one, between)] if between.inherits else []
    below: dict[Address, list[Address]] = {}
    for link in ends:
        for above in _above(link, between):
            below.setdefault(above, []).append(link.address)
    for address, key in between.old.objects.items() if ends else ():
        if isinstance(key, Constraint) and key.type == "f" and address not in between.drops:
            of = Address("table", str(key.references))
            yield from ((detached, address) for detached in below.get(of, ()))


def in_the_way_of_detaching(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the foreign keys to create again, as they reference rows of a partition that is detached for a moment, and why."""
    first: dict[Address, Address] = {}
    for link in _coming_back(between):
        for above in _above(link, between):
            first.setdefault(above, link.below)
    for address, key in between.old.objects.items() if first else ():
        of = _referenced(key, first.keys(), between)
        if of is not None and address in between.new.objects:
            yield address, f"it references rows of {first[of]}, which is detached meanwhile"


def keys_meanwhile(link: Object, between: Between) -> Iterator[Address]:
    """Yield the foreign keys that are dropped before a partition is detached, and created once it is attached again."""
    if not isinstance(link, Inheritance) or not link.bound or not _comes_back(link, between):
        return
    above = set(_above(link, between))
    keys = (address for address in between.drops if address.type == Constraint.kind)
    yield from sorted(key for key in keys if _referenced(between.old.objects[key], above, between))


def _referenced(key: Object, tables: AbstractSet[Address], between: Between) -> Address | None:
    """Return the one of ``tables`` that a foreign key of another table references.

    That of a table which references itself has a part in each partition, and would be detached with it.
    """
    if not isinstance(key, Constraint) or key.type != "f" or key.of:
        return None
    whole = Address("table", str(key.references))
    own = key.parent is not None and whole in {key.parent, *_over(key.parent, between)}
    return whole if whole in tables and not own else None


def _coming_back(between: Between) -> Iterator[Inheritance]:
    for link in links(between.old, None) if between.inherits else ():
        if link.bound and link.address in between.drops and _comes_back(link, between):
            yield link


def _comes_back(link: Inheritance, between: Between) -> bool:
    """Return True if the partition is there before and after, with its rows."""
    return link.address in between.new.objects and not between.makes(link.below)


def asks_to_detach(link: Object, between: Between) -> Iterator[Question]:
    """Yield the questions for rows that reference one of a partition that is detached."""
    if not isinstance(link, Inheritance) or not link.bound:
        return
    above = set(_above(link, between))
    known = between.old.once(_keys_by_reference)
    for key in sorted((key for table in above for key in known.get(table, ())), key=attrgetter("address")):
        rows = None if key.address in between.drops or key.of else _referencing(key, link, between)
        if rows and "PERIOD" not in key.definition:
            yield rows


def _keys_by_reference(catalog: Catalog) -> Mapping[Address, Sequence[Constraint]]:
    """Return the foreign keys by the table that they reference."""
    found: dict[Address, list[Constraint]] = {}
    for key in catalog.objects.values():
        if isinstance(key, Constraint) and key.type == "f":
            found.setdefault(Address("table", str(key.references)), []).append(key)
    return found


def _referencing(key: Constraint, link: Inheritance, between: Between) -> Question | None:
    """Return the question for rows of the key's table that reference the partition; None if some of them go before."""
    table = key.parent
    if table is None or not between.drops.isdisjoint({table, *_below(table, between)}):
        return None
    rows = Rows(table, between.old, between.new, only=stands_alone(table, between.old))
    triples = zip(key.referenced_columns, key.operators, key.columns, strict=True)
    same = " AND ".join(f"referenced.{theirs} {op} referencing.{name}" for theirs, op, name in triples)
    there = Rows(link.below, between.old, between.new).source((), "referenced")
    exists = f"EXISTS (SELECT FROM {there} WHERE {same})"
    return rows.where(exists, f"references {link.child}, which is detached ({key.name})", alias="referencing")


def _is_end(link: Inheritance, between: Between) -> bool:
    """Return True for a partition that is dropped while the table that it is attached to stays."""
    return bool(link.bound) and link.below in between.drops and link.above not in between.drops


def detached_after(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (link, earlier): partitions with referencing rows are dropped before those that they reference."""
    for link, key in detached_first(between):
        table = between.old.objects[key].parent
        yield from ((link, part) for part in _below(table, between) if part in between.drops)


def _uppermost(table: Address, between: Between) -> Inheritance | None:
    """Return the inheritance that ties a dropped table, or a dropped one above it, to a partitioned table that stays."""
    while table in between.drops:
        parts = (between.old.objects[part] for part in between.old.children.get(table, ()))
        link = next((part for part in parts if isinstance(part, Inheritance) and part.bound), None)
        if link is None or link.above not in between.drops:
            return link
        table = link.above
    return None


def _above(link: Inheritance, between: Between) -> Iterator[Address]:
    """Yield the partitioned table that a partition is attached to, the one above it, and so on."""
    yield link.above
    yield from _over(link.above, between)


def _over(table: Address, between: Between) -> Iterator[Address]:
    """Yield the tables that a table inherits from, those that these inherit from, and so on."""
    for part in between.old.children.get(table, ()):
        link = between.old.objects[part]
        if isinstance(link, Inheritance):
            yield from _above(link, between)


def _below(table: Address | None, between: Between) -> Iterator[Address]:
    for link in links(between.old, table) if table else ():
        yield link.below
        yield from _below(link.below, between)


def _goes_as_a_whole(table: Address, between: Between) -> bool:
    """Return True if a table is dropped with all of its partitions: rows that stay may be referenced."""
    return table in between.drops and all(part in between.drops for part in _below(table, between))
