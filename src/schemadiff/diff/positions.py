"""Parts that stand in another order than the files have them: PostgreSQL cannot move them, so this is only told.

What names them by their place is said as their places want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from schemadiff.diff.work import Work
from schemadiff.errors import Refused
from schemadiff.kinds import Moved, bound_to_places, in_place, placed, returning
from schemadiff.model import Address, Catalog, Note, Object

TOLD = 3
"""How many are told by name; the rest is counted."""


def out_of_order(current: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield one note if the plan leaves parts in another order than the files have them."""
    found = [
        f"{address.identity} ({_names(reached)})" for address, reached, _ in _otherwise(current, desired)
    ]
    if found:
        rest = f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
        yield Note(
            f"the order differs from the files', and PostgreSQL cannot change it: {'; '.join(found[:TOLD])}{rest}"
        )


def as_placed(current: Catalog, desired: Catalog) -> Catalog:
    """What is desired, as it is said of parts that will stand in another order."""
    moved = _moved(current, desired)
    users = _users(moved, desired) if moved else ()
    said = {a: obj for a in users if (obj := placed(desired.objects[a], moved)) != desired.objects[a]}
    return replace(desired, objects={**desired.objects, **said}) if said else desired


def text_as_placed(text: str, current: Catalog, desired: Catalog) -> str:
    """What PostgreSQL says of what is desired, as it says it of parts that stand in another order."""
    moved = _moved(current, desired)
    return in_place(text, moved) if moved else text


def refuse_bound(work: Work) -> None:
    """See that nothing is made or altered that cannot be said of parts in another order.

    Raises:
        Refused: it makes whole rows, or names the columns of several tables by their place.
    """
    moved = _moved(work.old, work.new)
    touched = _users(moved, work.new) & (work.creates | work.alters.keys()) if moved else ()
    for address in sorted(touched):
        if bound_to_places(work.new.objects[address], moved):
            orders = (
                f"{whole.identity} ({_names(parts)})" for whole, parts, _ in _otherwise(work.old, work.new)
            )
            raise Refused(
                f"{address} takes columns by their place, which is another one than in the files",
                hint=f"PostgreSQL moves no column; give them the order in desired/ that they will have: {'; '.join(orders)}",
            )


def _moved(current: Catalog, desired: Catalog) -> Moved:
    """Where in the files' order what stands otherwise is, in the order that it will have."""
    places = {
        address.identity: [wanted.index(part) for part in reached]
        for address, reached, wanted in _otherwise(current, desired)
    }
    return {**places, **{name: places[table] for name, table in returning(places, desired)}}


def _users(moved: Moved, catalog: Catalog) -> set[Address]:
    """What depends on one of these, on a part of it, or on what returns it."""
    wholes = [address for address in catalog.children if address.identity in moved]
    parts = chain(wholes, *(catalog.children[whole] for whole in wholes))
    users = {user for part in parts for user in catalog.dependents.get(part, ())}
    return users | {further for user in users for further in catalog.dependents.get(user, ())}


def _otherwise(
    current: Catalog, desired: Catalog
) -> Iterator[tuple[Address, Sequence[Object], Sequence[Object]]]:
    """Yield wholes with their parts in the order that they will have, and in that of the files, where it is another one."""
    for address, children in sorted(desired.children.items()):
        if address not in current.objects:
            continue
        parts = (desired.objects[child] for child in children)
        wanted = sorted((part for part in parts if part.placed), key=_place)
        there = [part for part in wanted if part.address in current.objects]
        # What is added comes behind what is there.
        added = [part for part in wanted if part.address not in current.objects]
        reached = sorted(there, key=lambda part: current.objects[part.address].place) + added
        if reached != wanted:
            yield address, reached, wanted


def _place(part: Object) -> int:
    return part.place


def _names(parts: Sequence[Object]) -> str:
    return ", ".join(str(vars(part)["name"]) for part in parts)
