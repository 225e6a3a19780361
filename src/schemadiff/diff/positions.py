"""Parts that stand in another order than the files have them: PostgreSQL cannot move them, so this is only told.

What names them by their place is said as their places want it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter

from schemadiff.diff.order import Node
from schemadiff.diff.overloads import refound
from schemadiff.diff.work import Work
from schemadiff.errors import Refused
from schemadiff.kinds import (
    PLACED,
    Moved,
    bound_to_places,
    in_place,
    lists_columns,
    names_places,
    orders_rows,
    placed,
    returning,
)
from schemadiff.model import Address, Catalog, Note, Object, Severity

Otherwise = tuple[Address, Sequence[Object], Sequence[Object]]
"""A whole with its parts in the order that they will have, and in that of the files."""
TOLD = 3
"""How many are told by name; the rest is counted."""


def out_of_order(current: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield a note if the plan leaves parts in another order than the files have them, and one for each body that minds."""
    otherwise = [*_otherwise(current, desired)]
    if found := [f"{address.identity} ({_names(reached)})" for address, reached, _ in otherwise]:
        rest = f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
        yield Note(
            f"the order differs from the files', and PostgreSQL cannot change it: {'; '.join(found[:TOLD])}{rest}"
        )
    moved = _moved(otherwise, desired)
    for address in sorted(_users((whole for whole, _, _ in otherwise), desired)):
        if lists_columns(desired.objects[address], moved):
            yield Note(
                f"{address} returns rows whose columns will stand in another order than in the files",
                Severity.WARNING,
                hint="its body must have them in the order that they will have, or say *",
            )
        if orders_rows(desired.objects[address]):
            yield Note(
                f"{address} compares, sorts or prints whole rows, whose columns will stand in another order than in the files",
                Severity.WARNING,
                hint="name the columns, in the order that is meant",
            )


def as_placed(current: Catalog, desired: Catalog) -> Catalog:
    """What is desired, as it is said of parts that will stand in another order."""
    otherwise = [*_otherwise(current, desired)]
    moved = _moved(otherwise, desired)
    users = _users((whole for whole, _, _ in otherwise), desired)
    said = {a: obj for a in users if (obj := placed(desired.objects[a], moved)) != desired.objects[a]}
    return replace(desired, objects={**desired.objects, **said}) if said else desired


def text_as_placed(text: str, current: Catalog, desired: Catalog) -> str:
    """What PostgreSQL says of what is desired, as it says it of parts that stand in another order."""
    moved = _moved([*_otherwise(current, desired)], desired)
    return in_place(text, moved) if moved else text


def refuse_bound(work: Work) -> None:
    """See that nothing is made or altered that cannot be said of parts in another order.

    Raises:
        Refused: it makes whole rows, or names the columns of several tables by their place.
    """
    otherwise = [*_otherwise(work.old, work.new)]
    moved = _moved(otherwise, work.new)
    users = _users((whole for whole, _, _ in otherwise), work.new)
    for address in sorted(users & (work.creates | work.alters.keys())):
        if bound_to_places(work.new.objects[address], moved):
            orders = "; ".join(f"{whole.identity} ({_names(parts)})" for whole, parts, _ in otherwise)
            raise Refused(
                f"{address} takes columns by their place, which is another one than in the files",
                hint=f"PostgreSQL moves no column; give them the order in desired/ that they will have: {orders}",
            )


def by_their_place(work: Work, dropped: Address) -> set[Address]:
    """What is altered, and so made when something has gone, and not before: it names that by its place, or another by its name."""
    users = work.old.dependents.get(dropped, ()) if work.alters else ()
    whole = _staying_whole(work, work.old.objects[dropped]) if users else None
    named = _naming(whole, work, work.alters.keys() & users) if whole else set[Address]()
    return named | refound(work, dropped)


def edges_of_places(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that what names parts by their place is made when all of them are there, and no other any more."""
    changing: dict[Address, list[Node]] = {}
    for make, addresses, catalog in ((True, work.creates, work.new), (False, work.drops, work.old)):
        for address in (a for a in addresses if a.type in PLACED):
            if whole := _staying_whole(work, catalog.objects[address]):
                changing.setdefault(whole, []).append(Node(make, address))
    for whole, parts in sorted(changing.items()):
        made = _users([whole], work.new) & (work.creates | work.alters.keys())
        yield from ((Node(True, user), part) for user in sorted(_naming(whole, work, made)) for part in parts)


def _staying_whole(work: Work, part: Object) -> Address | None:
    """The whole that is there before and after a part of it, which has a place in it, comes or goes."""
    whole = part.parent if part.placed else None
    stays = whole in work.old.objects and whole in work.new.objects and whole not in work.drops
    return whole if stays else None


def _naming(whole: Address, work: Work, users: Iterable[Address]) -> set[Address]:
    of_whole: Moved = {whole.identity: ()}
    named = {**of_whole, **{name: () for name, _ in returning(of_whole, work.new)}}
    return {user for user in users if names_places(work.new.objects[user], named)}


def _moved(otherwise: Iterable[Otherwise], desired: Catalog) -> Moved:
    """Where in the files' order what stands otherwise is, in the order that it will have."""
    places = {
        address.identity: [wanted.index(part) for part in reached] for address, reached, wanted in otherwise
    }
    return {**places, **{name: places[table] for name, table in returning(places, desired)}}


def _users(wholes: Iterable[Address], catalog: Catalog) -> set[Address]:
    """What depends on one of these, on a part of it, or on what returns it."""
    parts = chain.from_iterable((whole, *catalog.children.get(whole, ())) for whole in wholes)
    users = {user for part in parts for user in catalog.dependents.get(part, ())}
    return users | {further for user in users for further in catalog.dependents.get(user, ())}


def _otherwise(current: Catalog, desired: Catalog) -> Iterator[Otherwise]:
    """Yield wholes whose parts will stand in another order than in the files."""
    before, after = current.objects, desired.objects
    for address in sorted({*_disordered(before, after)}):
        parts = [
            (before.get(child), after[child]) for child in desired.children[address] if child.type in PLACED
        ]
        wanted = sorted((now for _, now in parts), key=_place)
        there = sorted(((was.place, now) for was, now in parts if was), key=itemgetter(0))
        # What is added comes behind what is there.
        reached = [*(now for _, now in there), *(part for part in wanted if part.address not in before)]
        if reached != wanted:
            yield address, reached, wanted


def _disordered(before: Mapping[Address, Object], after: Mapping[Address, Object]) -> Iterator[Address]:
    """Yield the wholes of parts that are new, or that stand where they do not stand in the files."""
    for address, now in after.items():
        if address.type not in PLACED or (was := before.get(address)) is now:
            continue
        # Most have what they had, where it was.
        moved = was is None or was.place != now.place
        if moved and now.parent is not None and now.parent in before:
            yield now.parent


def _place(part: Object) -> int:
    return part.place


def _names(parts: Sequence[Object]) -> str:
    return ", ".join(str(vars(part)["name"]) for part in parts)
