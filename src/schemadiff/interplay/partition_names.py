"""The names that PostgreSQL gives to indexes and keys in partitions, where several want the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Object
from schemadiff.sql.usualnames import as_quoted, numbered


def numbered_parts(made: Iterable[Object], between: Between) -> Iterator[Sequence[Index | Constraint]]:
    """Yield the parts that want the same name, in the order in which they are created, with the names that they get.

    PostgreSQL tries the name, then appends 1, 2, ... (``t1_a_idx1``) until nothing in the schema has it.
    """
    alike: dict[tuple[str, ...], list[Index | Constraint]] = {}
    for part in made:
        if isinstance(part, Index | Constraint) and part.naming:
            alike.setdefault((str(part.schema), *part.naming), []).append(part)
    taken = _taken(between) if alike else frozenset()
    for (schema, table, label, *columns), parts in sorted(alike.items()):
        parts.sort(key=lambda part: _creation_order(part, between))
        named: list[Index | Constraint] = []
        for part in parts:
            tried = (as_quoted(numbered(table, columns, label, number)) for number in count())
            others = {*taken, *_made_before(part, between), *(f"{schema}.{other.name}" for other in named)}
            name = next(name for name in tried if f"{schema}.{name}" not in others)
            named.append(replace(part, name=name))
        yield named


def comes_with_others(part: Object, between: Between) -> bool:
    """Return True if other partitions are made beside that of the part, whose parts PostgreSQL numbers in its own order."""
    if not isinstance(part, Attached) or part.link is None:
        return False
    link = between.old.objects.get(Address("inheritance", part.link))
    return isinstance(link, Inheritance) and any(
        between.makes(other.address) for other in links(between.new, link.above)
    )


def wholes_in_turn(parts: Sequence[Object]) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (later, earlier) of the parents' objects: they are created in the order of their parts."""
    wholes = [Address(part.kind, str(part.of)) for part in parts if isinstance(part, Attached)]
    yield from zip(wholes[1:], wholes, strict=False)


def tables_through(part: Object, between: Between) -> Iterator[Address]:
    """Yield the tables below the topmost one that has the object, down to its own."""
    while isinstance(part, Attached) and part.of and part.parent:
        yield part.parent
        part = between.new.objects.get(Address(part.kind, part.of), between.new.objects[part.parent])


def called_alike(made: Object, between: Between) -> Constraint | None:
    """Return the partition's constraint that has the name of a foreign key which it gets from its parent.

    PostgreSQL would choose another name, 16 and 18 in different ways.
    """
    if not isinstance(made, Constraint) or made.type != "f" or not made.of:
        return None
    other = between.old.objects.get(Address(made.kind, f"{made.name} on {made.table}"))
    stays = other is not None and other.address not in between.drops and other.address != made.address
    return other if stays and isinstance(other, Constraint) else None


def _creation_order(part: Attached, between: Between) -> tuple[bool, int]:
    """Return a sort key: parts of existing objects first, in their order, then those of new ones in the desired order."""
    whole = Address(part.kind, str(part.of))
    made = between.makes(whole)
    found = between.new.objects[whole] if made else between.was(whole)
    return made, found.rank if isinstance(found, Attached) else 0


def _made_before(part: Attached, between: Between) -> Iterator[str]:
    """Yield the names of the topmost new object, which is created before its parts and has its final name."""
    whole = between.new.objects.get(Address(part.kind, str(part.of)))
    while isinstance(whole, Attached) and whole.of and between.makes(whole.address):
        whole = between.new.objects.get(Address(whole.kind, whole.of))
    if whole is not None and between.makes(whole.address):
        yield from _names(whole)


def _taken(between: Between) -> frozenset[str]:
    """Return the names of relations and constraints that are kept unchanged."""
    gone = between.drops | between.renamed_away
    kept = (obj for address, obj in between.old.objects.items() if address not in gone)
    return frozenset(name for obj in kept for name in _names(obj))


def _names(obj: Object) -> Iterator[str]:
    yield from (name for catalog, name in obj.occupies() if catalog == "pg_class")
    if isinstance(obj, Constraint):
        yield f"{obj.schema}.{obj.name}"
