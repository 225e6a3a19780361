"""Renames of things without an address of their own: enum labels and attributes of composite types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from psycopg.sql import quote

from schemadiff.desired.renames import Rename
from schemadiff.diff.swapping import spare
from schemadiff.model import Address, Catalog, Object, Statement, Verb
from schemadiff.sql.identity import unquoted

INSIDE = {"enum value": "VALUE", "attribute": "ATTRIBUTE"}
"""The names that rename comments use for them, and the keywords of ALTER TYPE."""
Names = Mapping[tuple[str, tuple[str, ...]], Sequence[Address]]
"""The addresses for each group and unquoted name."""


class Step(NamedTuple):
    """One rename, and the statement that reverts it."""

    there: Statement
    back: Statement


def has_inside(names: tuple[str, ...], wholes: Names, catalog: Catalog, kind: str) -> bool:
    """True if the type of that name has a label or attribute of that name."""
    return any(
        names[-1] in _names_in_sql(catalog.objects[a], kind) for a in wholes.get(("type", names[:-1]), ())
    )


def renamed_inside(
    rename: Rename, wholes: tuple[Names, Names], current: Catalog, desired: Catalog, freed: set[Rename]
) -> Iterator[Step]:
    """Yield the rename of a label or attribute, unless ``current`` has the new name.

    ``wholes`` are the types of ``current`` and of ``desired``; ``freed`` are the renames that come before, and gets this one.
    """
    if rename.type not in INSIDE:
        return
    had, has = (has_inside(n, wholes[0], current, rename.type) for n in (rename.old, rename.new))
    has = has and not any((r.type, r.old) == (rename.type, rename.new) for r in freed)
    found = _on_both_sides(rename, wholes, current, desired)
    if not had or has or found is None:
        return
    address, before, after = found
    if rename.new[-1] in after:
        freed.add(rename)
        yield _step(rename, address, before[rename.old[-1]], after[rename.new[-1]])


def swapped_inside(
    way: Sequence[Rename], wholes: tuple[Names, Names], current: Catalog, desired: Catalog
) -> Iterator[Step]:
    """Yield the steps that exchange names of labels or attributes; their order tells whether that is still to be done."""
    found = _on_both_sides(way[0], wholes, current, desired)
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


def _on_both_sides(
    rename: Rename, wholes: tuple[Names, Names], current: Catalog, desired: Catalog
) -> tuple[Address, dict[str, str], dict[str, str]] | None:
    """The type, and its labels or attributes before and after by name, as SQL says them; None unless both have it."""
    sides = [each.get(("type", rename.new[:-1]), ()) for each in wholes]
    if not all(sides):
        return None
    now, then = (c.objects[a[0]] for c, a in zip((current, desired), sides, strict=True))
    return now.address, _names_in_sql(now, rename.type), _names_in_sql(then, rename.type)


def _names_in_sql(obj: Object, kind: str) -> dict[str, str]:
    """The labels or attributes of a type in order: unquoted name to the form that SQL takes."""
    if kind == "enum value":
        return {label: quote(label) for label in getattr(obj, "labels", ())}
    return {unquoted(name): name for name in getattr(obj, "names", ())}


def _step(rename: Rename, address: Address, old: str, new: str) -> Step:
    head = f"ALTER TYPE {address.identity} RENAME {INSIDE[rename.type]}"
    # Without CASCADE, typed tables, which have the attribute as a column, make it fail.
    tail = " CASCADE" if rename.type == "attribute" else ""
    return Step(
        Statement(f"{head} {old} TO {new}{tail}", Verb.ALTER, address, f"renamed from {rename.old[-1]}", rename.at),
        Statement(f"{head} {new} TO {old}{tail}", Verb.ALTER, address, f"renamed back from {rename.new[-1]}"),
    )  # fmt: skip
