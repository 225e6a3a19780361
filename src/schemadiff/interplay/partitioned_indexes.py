"""Indexes and keys of partitioned tables, and the parts of them in partitions that make them valid."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import Unlike
from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import attached, links
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import INDEXED, Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object
from schemadiff.sql.usualnames import as_quoted, numbered

Indexed = Index | Constraint


def incomplete(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the indexes and keys to create again so that partitions have the right parts of them, and why.

    ATTACH PARTITION always creates a missing part, which cannot be dropped alone, and which does not make the parent's
    index valid.
    """
    if not between.inherits:
        return
    for link in links(between.new, None):
        has = {(part.kind, part.of) for part in _parts(between, link)}
        keys = (between.new.objects[address] for address in between.new.children.get(link.below, ()))
        has |= {(Index.kind, key.serves) for key in keys if isinstance(key, Constraint)}
        for whole in _wholes(between, link.above) if between.makes(link.address) else ():
            if (whole.kind, whole.identity) not in has:
                yield whole.address, f"{link.below} becomes a partition without the corresponding index"
    for whole in _validated(between):
        if not any(_attaching(whole, between)):
            yield whole.address, "it is invalid, and no index is attached that would make it valid"


def refuse_other_key(made: Object, wanted: Object) -> None:
    """Refuse a key that PostgreSQL creates in a partition as the parent's, as ``made``, where it must be another one.

    Raises:
        Unlike: it must be DEFERRABLE under one that is not, for example.
    """
    if not isinstance(made, Constraint) or not isinstance(wanted, Constraint) or made.type not in INDEXED:
        return
    if made.definition != wanted.definition:
        raise Unlike(
            f"{wanted.address} is to be {wanted.definition}, but as a part of {wanted.of} it is made as {made.definition}",
            wanted.parent,
            hint=f"in a migration of your own detach {wanted.table}, give it that key, and attach it again",
        )


def losing_parts(column: Address, between: Between) -> Iterator[Address]:
    """Yield the indexes and keys on a column of a partitioned table that lose something of their parts with its type.

    PostgreSQL drops them all then, and creates the parent's: the parts have the names and settings of new ones, and no
    comments.
    """
    for address in sorted(between.old.dependents.get(column, ())):
        whole = between.old.objects[address]
        if (
            isinstance(whole, Indexed)
            and whole.of is None
            and any(_is_special(*each, between.old) for each in _below(whole, between))
        ):
            yield address


def _below(whole: Indexed, between: Between) -> Iterator[tuple[Indexed, Indexed]]:
    """Yield the parts of an index or key, and theirs, each with what it is a part of; but not of what is detached by then."""
    for link in links(between.old, whole.parent):
        for part in () if link.address in between.drops else attached(between.old, link):
            if isinstance(part, Indexed) and (part.kind, part.of) == (whole.kind, whole.identity):
                yield part, whole
                yield from _below(part, between)


def _is_special(part: Indexed, whole: Indexed, old: Catalog) -> bool:
    """Return True if a new part would not be like this one, or not have its name where nothing else in the schema has it."""
    usual = whole.name
    if part.naming:
        table, label, *columns = part.naming
        usual = as_quoted(numbered(table, columns, label, 0))
    return part.name != usual or part.as_made(whole) != part or bool(old.children.get(part.address))


def last_to_attach(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (part, tie): the parts that make an index valid, and the attaching or detaching that comes before."""
    for whole in _validated(between) if between.inherits else ():
        assert whole.parent is not None
        ties = [*links(between.new, whole.parent), *links(between.old, whole.parent)]
        yield from ((part, tie.address) for part in _attaching(whole, between) for tie in ties)


def attached_before(made: Object, between: Between) -> Iterator[Address]:
    """Yield the inheritances of partitions that must have no part of ``made``: they are attached before it is created."""
    if not isinstance(made, Indexed) or made.valid or not made.partitioned:
        return
    for link in links(between.new, made.parent):
        if all((part.kind, part.of) != (made.kind, made.identity) for part in _parts(between, link)):
            yield link.address


def _parts(between: Between, link: Inheritance) -> Iterator[Attached]:
    """Yield the parts that a partition gets when it is attached: with all their own parts, so none that is incomplete."""
    for part in attached(between.new, link):
        if not (isinstance(part, Indexed) and part.partitioned and not part.valid):
            yield part


def _wholes(between: Between, table: Address) -> Iterator[Indexed]:
    """Yield the partitioned indexes and keys of a table that are not created."""
    for address in sorted(between.new.children.get(table, ())):
        whole = between.new.objects[address]
        if isinstance(whole, Indexed) and whole.partitioned and not between.makes(address):
            yield whole


def _validated(between: Between) -> Iterator[Indexed]:
    """Yield the existing indexes and keys that become valid."""
    for table in sorted({link.above for link in links(between.old, None)}):
        for whole in _wholes(between, table):
            before = between.was(whole.address)
            if whole.valid and isinstance(before, Indexed) and not before.valid:
                yield whole


def _attaching(whole: Indexed, between: Between) -> Iterator[Address]:
    """Yield the parts that ALTER INDEX ... ATTACH PARTITION adds, which makes the index valid once all are there."""
    for link in links(between.new, whole.parent):
        for part in () if between.makes(link.address) else attached(between.new, link):
            before = between.old.objects.get(part.address)
            had = isinstance(before, Indexed) and before.of and part.address not in between.drops
            if (part.kind, part.of) == (whole.kind, whole.identity) and not had:
                yield part.address
