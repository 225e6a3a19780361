"""Columns whose order differs from the files': PostgreSQL cannot move them, so the plan only reports it.

Definitions that refer to columns by position are adapted to the real order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain
from operator import itemgetter

from schemadiff.diff.order import Node
from schemadiff.diff.overloads import refound
from schemadiff.diff.work import Work
from schemadiff.errors import Refused
from schemadiff.interplay.by_place import (
    Moved,
    bound_to_places,
    in_place,
    lists_columns,
    names_places,
    orders_rows,
    placed,
    returning,
)
from schemadiff.kinds import PLACED
from schemadiff.model import Address, Catalog, Note, Object, Severity
from schemadiff.words import first_of

Otherwise = tuple[Address, Sequence[Object], Sequence[Object]]
"""A table, its columns in the order that they will have, and in the order of the files."""
TOLD = 3
"""How many tables are named in the note; the rest is counted."""


def out_of_order(
    current: Catalog, desired: Catalog, dropped: AbstractSet[Address] = frozenset()
) -> Iterator[Note]:
    """Yield a note on columns in another order than in the files, and one for each definition that this affects.

    What is dropped and created again counts as new: a column comes to the end, and a table gets the order of the files.
    """
    otherwise = [*_reordered(current, desired, dropped)]
    if found := [f"{address.identity} ({_names(reached)})" for address, reached, _ in otherwise]:
        yield Note(
            f"the order differs from the files', and PostgreSQL cannot change it: {first_of(found, TOLD, '; ')}"
        )
    moved = _moved(otherwise, desired)
    for address in sorted(_users((whole for whole, _, _ in otherwise), desired)):
        if lists_columns(desired.objects[address], moved):
            yield Note(
                f"{address} returns rows whose columns will be in another order than in the files",
                Severity.WARNING,
                hint="its body must list them in the order that they will have, or use *",
            )
        if orders_rows(desired.objects[address]):
            yield Note(
                f"{address} compares, sorts or prints whole rows, whose columns will be in another order "
                "than in the files",
                Severity.WARNING,
                hint="name the columns in the intended order",
            )


def as_placed(current: Catalog, desired: Catalog, dropped: AbstractSet[Address] = frozenset()) -> Catalog:
    """``desired`` with its definitions rewritten for the order that columns will have once ``dropped`` was dropped."""
    otherwise = [*_reordered(current, desired, dropped)]
    moved = _moved(otherwise, desired)
    users = _users((whole for whole, _, _ in otherwise), desired)
    said = {a: obj for a in users if (obj := placed(desired.objects[a], moved)) != desired.objects[a]}
    return replace(desired, objects={**desired.objects, **said}) if said else desired


def text_as_placed(text: str, current: Catalog, desired: Catalog) -> str:
    """PostgreSQL's text of a desired definition, rewritten in the same way."""
    moved = _moved([*_reordered(current, desired)], desired)
    return in_place(text, moved) if moved else text


def placed_after(work: Work, desired: Catalog) -> Catalog | None:
    """``desired`` with its definitions rewritten for the order that columns will have after the changes; None if they are.

    Which columns are dropped and added again, at the end, is known only when the changes are.
    """
    anew = {address for address in work.drops if address in desired.objects}
    if not any(
        each.type in PLACED for address in anew for each in (address, *desired.children.get(address, ()))
    ):
        return None
    found = as_placed(work.old, desired, work.drops)
    return None if found.objects == work.new.objects else found


def refuse_bound(work: Work) -> None:
    """Check that no created or altered object depends on a column order in a way that cannot be rewritten.

    Raises:
        Refused: an object makes whole rows, or names the columns of several tables by position.
    """
    otherwise = [*_reordered(work.old, work.new, work.drops)]
    moved = _moved(otherwise, work.new)
    users = _users((whole for whole, _, _ in otherwise), work.new)
    for address in sorted(users & (work.creates | work.alters.keys())):
        if bound_to_places(work.new.objects[address], moved):
            orders = "; ".join(f"{whole.identity} ({_names(parts)})" for whole, parts, _ in otherwise)
            raise Refused(
                f"{address} uses columns by position, and their positions differ from the files",
                hint="PostgreSQL cannot move columns; list them in desired/ in the order that they will "
                f"have: {orders}",
            )


def by_their_place(work: Work, dropped: Address) -> set[Address]:
    """Objects altered only after ``dropped`` is gone: they list its table's columns, or call another overload then."""
    users = work.old.dependents.get(dropped, ()) if work.alters else ()
    whole = _staying_whole(work, work.old.objects[dropped]) if users else None
    named = _listing_columns(whole, work, work.alters.keys() & users) if whole else set[Address]()
    return named | refound(work, dropped)


def edges_of_places(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that what lists a table's columns by position comes after all columns are added and dropped."""
    changing: dict[Address, list[Node]] = {}
    for make, addresses, catalog in ((True, work.creates, work.new), (False, work.drops, work.old)):
        for address in (a for a in addresses if a.type in PLACED):
            if whole := _staying_whole(work, catalog.objects[address]):
                changing.setdefault(whole, []).append(Node(make, address))
    for whole, parts in sorted(changing.items()):
        made = _users([whole], work.new) & (work.creates | work.alters.keys())
        yield from (
            (Node(True, user), part) for user in sorted(_listing_columns(whole, work, made)) for part in parts
        )


def _staying_whole(work: Work, part: Object) -> Address | None:
    """The table of a part with a position, if the table exists before and after; else None."""
    whole = part.parent if part.placed else None
    stays = whole in work.old.objects and whole in work.new.objects and whole not in work.drops
    return whole if stays else None


def _listing_columns(whole: Address, work: Work, users: Iterable[Address]) -> set[Address]:
    """Those of ``users`` that list the columns of the table, or of a function that returns its rows."""
    of_whole: Moved = {whole.identity: ()}
    named = {**of_whole, **{name: () for name, _ in returning(of_whole, work.new)}}
    return {user for user in users if names_places(work.new.objects[user], named)}


def _moved(otherwise: Iterable[Otherwise], desired: Catalog) -> Moved:
    """For each table in another order, and each function that returns its rows, the file position of each column."""
    places = {
        address.identity: [*map({part.address: n for n, part in enumerate(wanted)}.__getitem__, each)]
        for address, reached, wanted in otherwise
        for each in [[part.address for part in reached]]
    }
    return {**places, **{name: places[table] for name, table in returning(places, desired)}}


def _users(wholes: Iterable[Address], catalog: Catalog) -> set[Address]:
    """Objects that depend on one of these, on a part of one, or on an object that does."""
    parts = chain.from_iterable((whole, *catalog.children.get(whole, ())) for whole in wholes)
    users = {user for part in parts for user in catalog.dependents.get(part, ())}
    return users | {further for user in users for further in catalog.dependents.get(user, ())}


def _reordered(
    current: Catalog, desired: Catalog, dropped: AbstractSet[Address] = frozenset()
) -> Iterator[Otherwise]:
    """Yield the tables whose columns will be in another order than in the files."""
    before, after = current.objects, desired.objects
    if dropped:
        before = {address: obj for address, obj in before.items() if address not in dropped}
    for address in sorted({*_disordered(before, after)}):
        parts = [
            (before.get(child), after[child]) for child in desired.children[address] if child.type in PLACED
        ]
        wanted = sorted((now for _, now in parts), key=_place)
        there = sorted(((was.place, now) for was, now in parts if was), key=itemgetter(0))
        # ADD COLUMN appends.
        reached = [*(now for _, now in there), *(part for part in wanted if part.address not in before)]
        if reached != wanted:
            yield address, reached, wanted


def _disordered(before: Mapping[Address, Object], after: Mapping[Address, Object]) -> Iterator[Address]:
    """Yield tables that get a column, or that have one at another position than the files."""
    for address, now in after.items():
        if address.type not in PLACED or (was := before.get(address)) is now:
            continue
        # Most columns are unchanged and in their old position.
        moved = was is None or was.place != now.place
        if moved and now.parent is not None and now.parent in before:
            yield now.parent


def _place(part: Object) -> int:
    return part.place


def _names(parts: Sequence[Object]) -> str:
    return ", ".join(str(vars(part)["name"]) for part in parts)
