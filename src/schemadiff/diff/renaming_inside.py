"""Renames of what has no address of its own: the labels of an enum, the attributes of a composite type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from psycopg.sql import quote

from schemadiff.desired.renames import Rename
from schemadiff.desired.sources import unquoted
from schemadiff.diff.swapping import spare
from schemadiff.model import Address, Catalog, Object, Statement, Verb

INSIDE = {"enum value": "VALUE", "attribute": "ATTRIBUTE"}
"""What a rename calls them, and what ALTER TYPE does."""
Names = Mapping[tuple[str, tuple[str, ...]], Sequence[Address]]
"""Group and name, unquoted, to the addresses."""


class Step(NamedTuple):
    """One rename and its opposite."""

    there: Statement
    back: Statement


def has_inside(names: tuple[str, ...], wholes: Names, catalog: Catalog, kind: str) -> bool:
    """True if the type of that name has it."""
    return any(names[-1] in _said(catalog.objects[a], kind) for a in wholes.get(("type", names[:-1]), ()))


def renamed_inside(
    rename: Rename, wholes: tuple[Names, Names], current: Catalog, desired: Catalog
) -> Iterator[Step]:
    """The rename of one of them, unless the target has seen it; ``wholes`` are those of ``current`` and of ``desired``."""
    if rename.type not in INSIDE:
        return
    had, has = (has_inside(n, wholes[0], current, rename.type) for n in (rename.old, rename.new))
    found = _both(rename, wholes, current, desired)
    if not had or has or found is None:
        return
    address, before, after = found
    if rename.new[-1] in after:
        yield _step(rename, address, before[rename.old[-1]], after[rename.new[-1]])


def swapped_inside(
    way: Sequence[Rename], wholes: tuple[Names, Names], current: Catalog, desired: Catalog
) -> Iterator[Step]:
    """The same of those that change places; their order tells whether they have."""
    found = _both(way[0], wholes, current, desired)
    if found is None:
        return
    address, before, after = found
    changing = {rename.old[-1]: rename.new[-1] for rename in way}
    renamed = [changing[name] for name in before if name in changing]
    if renamed != [name for name in after if name in changing]:
        return
    first, free = way[0], spare(way[0].old[-1])
    aside = quote(free) if first.type == "enum value" else free
    yield _step(first, address, before[first.old[-1]], aside)
    for rename in way[1:]:
        yield _step(rename, address, before[rename.old[-1]], after[rename.new[-1]])
    yield _step(first, address, aside, after[first.new[-1]])


def _both(
    rename: Rename, wholes: tuple[Names, Names], current: Catalog, desired: Catalog
) -> tuple[Address, dict[str, str], dict[str, str]] | None:
    """The type, and what it has inside now and then, by name and as SQL says it; None if it is not on both sides."""
    sides = [each.get(("type", rename.new[:-1]), ()) for each in wholes]
    if not all(sides):
        return None
    now, then = (c.objects[a[0]] for c, a in zip((current, desired), sides, strict=True))
    return now.address, _said(now, rename.type), _said(then, rename.type)


def _said(obj: Object, kind: str) -> dict[str, str]:
    """Each by its name, unquoted, as SQL says it, in their order."""
    if kind == "enum value":
        return {label: quote(label) for label in getattr(obj, "labels", ())}
    return {unquoted(name): name for name in getattr(obj, "names", ())}


def _step(rename: Rename, address: Address, old: str, new: str) -> Step:
    head = f"ALTER TYPE {address.identity} RENAME {INSIDE[rename.type]}"
    # Tables that are of the type have the attribute as a column.
    tail = " CASCADE" if rename.type == "attribute" else ""
    return Step(
        Statement(f"{head} {old} TO {new}{tail}", Verb.ALTER, address, f"renamed from {rename.old[-1]}", rename.at),
        Statement(f"{head} {new} TO {old}{tail}", Verb.ALTER, address, f"renamed back from {rename.new[-1]}"),
    )  # fmt: skip
