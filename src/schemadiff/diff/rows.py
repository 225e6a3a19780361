"""Objects that construct rows of a type that changes, or read attributes that it loses: they are made again after that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from schemadiff.catalog.settled import unsayable
from schemadiff.diff.order import Node
from schemadiff.diff.work import Work, created
from schemadiff.errors import Refused
from schemadiff.interplay.dropped_attributes import reading_attributes
from schemadiff.interplay.row_constructors import expressions, kept_rows, may_make_rows
from schemadiff.model import Address, MustReplace, Object


def to_be_said_again(work: Work) -> Iterator[tuple[Address, str]]:
    """Yield objects that construct rows of a changing type, or read lost attributes, and must be rebuilt, with the reason.

    Objects whose ALTER repeats the whole definition are added to the alterations instead.
    """
    for maker, part in list(kept_rows(_changing(work), work.recasts.keys(), work.between)):
        if maker in work.drops or maker not in work.old.objects or maker not in work.new.objects:
            continue
        before, after = work.old.objects[maker], work.new.objects[maker]
        why = f"PostgreSQL keeps the rows that it makes as they are when {part} changes"
        if _alter_repeats_definition(after):
            work.alters[maker] = (before, after)
            work.reasons.setdefault(maker, why)
        else:
            yield maker, why
    for reader, type_ in list(reading_attributes(work.alters, work.between)):
        yield reader, f"it reads an attribute that {type_} loses"


def _changing(work: Work) -> set[Address]:
    return work.creates | work.drops | work.alters.keys()


def _alter_repeats_definition(obj: Object) -> bool:
    """True if altering the object into itself yields its whole definition."""
    try:
        return bool(list(obj.alter(obj)))
    except MustReplace:
        return False


def edges_of_rows(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that rows are constructed after their type has changed, and the old constructor is dropped before."""
    for maker, part in kept_rows(_changing(work), work.recasts.keys(), work.between):
        yield from ((Node(True, maker), Node(make, part)) for make in (False, True))
        yield Node(True, part), Node(False, maker)
    for reader, type_ in reading_attributes(work.alters, work.between):
        yield Node(True, type_), Node(False, reader)
        yield Node(True, reader), Node(True, type_)


def refuse_unsayable(work: Work) -> None:
    """Check that every created or altered object can be written in SQL.

    Raises:
        Refused: it contains a row of a type that has got attributes since, and nothing names its type.
    """
    made = chain(created(work), ((address, work.new.objects[address]) for address in work.alters))
    for address in sorted({a for a, obj in made if may_make_rows(obj)}):
        was = work.old.objects.get(address) if address not in work.creates else None
        before = set(expressions(was)) if was is not None else ()
        if any(unsayable(text) for text in expressions(work.new.objects[address]) if text not in before):
            raise Refused(
                f"{address} constructs a row of a type to which attributes were added later, which SQL "
                "cannot express",
                hint=f"recreate {address.identity} once the type has all of its attributes",
            )
