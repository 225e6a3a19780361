"""Replacing an index or key by another one without a gap.

The new one is built under a temporary name. One transaction then gives it the final name and properties, and recreates
its dependents (foreign keys, views). After that, the old one is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.over_index import can_take_over, over_index
from schemadiff.model import Address, Catalog, Object, Statement, Verb
from schemadiff.online import build, not_valid
from schemadiff.online.add_key import BUILDS, no_index
from schemadiff.online.names import NEW, OLD, beside
from schemadiff.online.strategy import NO_PATH, Place, Plain, Safer, with_sql


@dataclass(frozen=True)
class Swap:
    """The replacement of an index or key, and of all dependents that must be dropped for a moment."""

    root: Address
    own: frozenset[Address]
    """The old and the new one, with their parts."""
    before: tuple[tuple[str, ...], ...]
    """Units that build the new one."""
    at_once: tuple[str, ...]
    """Statements that put it in place of the old one."""
    after: tuple[tuple[str, ...], ...] = ()
    """Units that remove the old one."""
    resting: frozenset[Address] = frozenset()
    """Dependents that are dropped and created again."""
    awaited: frozenset[Address] = frozenset()
    """What is altered only afterwards: the columns that have to be NOT NULL for the old one."""
    early: bool = False
    """True if it comes before all else, because a dependency of the old one is dropped or changed."""

    @property
    def members(self) -> frozenset[Address]:
        """All objects whose statements in the plan this replaces."""
        return self.own | self.resting


def swap(root: Address, place: Place, taken: set[str]) -> Swap | Plain | None:
    """Return the replacement of an object that the plan drops and creates again, or why it cannot be done in steps.

    None for other objects than indexes and keys.
    """
    old, new = place.before.objects.get(root), place.desired.objects.get(root)
    if not isinstance(old, Attached) or not isinstance(new, Attached) or old.of or new.of:
        return None
    if old.parent != new.parent or new.parent is None or not place.there(new.parent):
        return None
    found = _index(old, new, place, taken) or _key(old, new, place, taken)
    return _among_others(found, place) if isinstance(found, Swap) else found


def _among_others(found: Swap, place: Place) -> Swap | Plain:
    """Return the replacement with its dependents, early if it has to be; or why what it needs, or needs it, forbids that."""
    found = replace(found, resting=_resting(found, place))
    sides = (place.before, place.desired)
    meant = any(c.objects[m].meaning for m in found.members for c in sides if m in c.objects)
    if meant:
        return NO_PATH
    if _goes_in_a_circle(found, place):
        return Plain("what rests on it needs something that has to wait until it is gone")
    if place.reading.isdisjoint(found.members) and not any(
        map(place.disturbed, _needed(found, place.before))
    ):
        return found
    # A dependency is dropped or changed: then the swap comes first, if the new one needs nothing new.
    there = all(not place.verbs.get(each) for each in _needed(found, place.desired))
    going = _going(found, place) if there else None
    if going is None:
        return Plain("the plan changes what it depends on as well")
    return replace(found, resting=found.resting | going, early=True)


def _needed(found: Swap, catalog: Catalog) -> set[Address]:
    return {n for m in found.members for n in catalog.needs.get(m, ()) if n not in found.members}


def units(found: Swap, statements: Sequence[Statement], place: Place) -> Iterator[tuple[Statement, ...]]:
    """Yield the units of a swap; ``statements`` are those of the plan that it replaces, in order."""
    (made, *_) = [s for s in statements if s.address == found.root and s.verb is Verb.CREATE]
    resting = [s for s in statements if s.address in found.resting]
    drops = [s for s in resting if s.verb is Verb.DROP]
    makes: list[Statement] = []
    late: list[tuple[Statement, ...]] = []
    for statement in resting:
        if statement.verb is Verb.DROP:
            continue
        way = not_valid.safer(statement, place)
        if not isinstance(way, Safer):
            makes.append(replace(statement, not_online=way.why if way else ""))
            continue
        makes += [with_sql(statement, sql) for sql in way.now]
        late += [tuple(with_sql(statement, sql) for sql in unit) for unit in way.later]
    further = replace(made, verb=Verb.ALTER)
    for number, unit in enumerate(found.before):
        yield tuple(with_sql(further if number else made, sql) for sql in unit)
    yield (*drops, *(with_sql(further, sql) for sql in found.at_once), *makes)
    yield from (tuple(replace(with_sql(made, sql), verb=Verb.DROP) for sql in unit) for unit in found.after)
    yield from late


def _index(old: Object, new: Object, place: Place, taken: set[str]) -> Swap | Plain | None:
    if not isinstance(old, Index) or not isinstance(new, Index) or not new.valid:
        return None
    assert new.parent is not None
    olds = [each for each in build.tree(place.before, old) if isinstance(each, Index)]
    news = [each for each in build.tree(place.desired, new) if isinstance(each, Index)]
    if why := _cannot_change_places(olds, news, place):
        return why
    if any(map(place.taken_over, (old, new))) or any(map(place.serves_instead, (old, new))):
        return Plain("it would become a part of an index of the partitioned table")
    building, leaving = _names(news, NEW, taken), _names(olds, OLD, taken)
    again = {each.identity for each in news}
    makes_room = [_renamed(each, each.name, leaving[each.address]) for each in olds if each.identity in again]
    gone = f"{old.schema}.{leaving[old.address]}"
    after = [(f"DROP INDEX {'' if old.partitioned else 'CONCURRENTLY '}{gone}",)]
    if any(_foreign_keys(place, each) for each in olds):
        # While both exist, a foreign key that is created again may choose the old one.
        makes_room, after = [f"DROP INDEX {old.identity}"], []
    # Statistics of expressions belong to the index, and come with ANALYZE (manual, CREATE INDEX).
    expressions = new.parent.type == "table" and any(None in each.keys for each in news)
    known = [(f"ANALYZE {new.table}",)] if expressions else []
    return Swap(
        root=new.address,
        own=frozenset(each.address for each in (*olds, *news)),
        before=(*build.index(news, building), *known),
        at_once=(
            *makes_room,
            *(_renamed(each, building[each.address], each.name) for each in news),
            *(sql for each in news for sql in each.finish()),
        ),
        after=tuple(after),
        awaited=frozenset(_released(old, old.keys if old.identifies else (), place)),
    )


def _cannot_change_places(olds: Sequence[Index], news: Sequence[Index], place: Place) -> Plain | None:
    """Return why one cannot replace the other: they are on other tables, a key serves one of them, or names go round."""
    if {each.parent for each in olds} != {each.parent for each in news}:
        return Plain("it has not the same partitions before and after")
    if any(each.identity in place.served for each in (*olds, *news)):
        return Plain("a key of a partition is a part of it")
    if _names_go_round(olds, news, place):
        return Plain("its parts get names that other indexes have until then")
    return None


def _names_go_round(olds: Sequence[Index], news: Sequence[Index], place: Place) -> bool:
    """Return True if a part gets another name that another index has now, or that PostgreSQL gives to the old part meanwhile.

    It builds the parts again, by its own names, where a column gets another type.
    """
    was = {each.parent: each.identity for each in olds}
    others = [each for each in news if each.identity != was[each.parent]]
    if not others:
        return False
    own = {each.address for each in olds}
    needs = {need for each in olds for need in place.before.needs.get(each.address, ())} - own
    altered = map(place.verbs.get, needs)
    return any(altered) or not place.names.isdisjoint(each.identity for each in others)


def _foreign_keys(place: Place, index: Index) -> bool:
    resting = map(place.before.objects.get, place.before.dependents.get(index.address, ()))
    return any(isinstance(each, Constraint) and each.type == "f" for each in resting)


def _key(old: Object, new: Object, place: Place, taken: set[str]) -> Swap | Plain | None:
    if not isinstance(old, Constraint) or not isinstance(new, Constraint) or new.type not in BUILDS:
        return None
    if not can_take_over(new):
        return no_index(new)
    if new.partitioned:
        return Plain("PostgreSQL cannot add a key of a partitioned table over an index that is there")
    if old.serves or new.serves:
        return Plain("it is a part of an index of the partitioned table")
    if any(map(place.serves_instead, (old, new))):
        return Plain("its index would become a part of an index of the partitioned table")
    name = _names([new], NEW, taken)[new.address]
    return Swap(
        root=new.address,
        own=frozenset({new.address}),
        before=((build.unique_index(new, name),),),
        at_once=(*old.drop(), over_index(new, name), *new.finish()),
        awaited=frozenset(_released(old, old.columns if old.type == "p" or old.identifies else (), place)),
    )


def _released(old: Index | Constraint, columns: Iterable[str | None], place: Place) -> Iterator[Address]:
    """Yield the columns that have to be NOT NULL for the old one, and can be NULL afterwards."""
    for name in columns:
        column = place.desired.objects.get(Address("table column", f"{old.table}.{name}"))
        if column is not None and not vars(column)["not_null"]:
            yield column.address


def _names(objects: Sequence[Index | Constraint], label: str, taken: set[str]) -> dict[Address, str]:
    found: dict[Address, str] = {}
    for each in objects:
        found[each.address] = name = beside(str(each.schema), each.name, label, taken)
        taken.add(f"{each.schema}.{name}")
    return found


def _renamed(index: Index, old: str, new: str) -> str:
    return f"ALTER INDEX {index.schema}.{old} RENAME TO {new}"


def _resting(found: Swap, place: Place) -> frozenset[Address]:
    """Return the dependents that are dropped with the old one and created again, with their owner, grants and comments."""
    resting, waiting = set[Address](), [*found.own]
    while waiting:
        for dependent in place.before.dependents.get(waiting.pop(), ()):
            remade = dependent in place.verbs and dependent in place.desired.objects
            if remade and dependent not in resting and dependent not in found.own:
                resting.add(dependent)
                waiting.append(dependent)
    return frozenset(resting)


def _goes_in_a_circle(found: Swap, place: Place) -> bool:
    """Return True if a dependent needs something new as well that waits until the old one is gone."""
    makes = {each for each, verbs in place.verbs.items() if Verb.CREATE in verbs} - found.members
    new, waiting = set[Address](), list(found.resting)
    while waiting:
        more = makes.intersection(place.desired.needs.get(waiting.pop(), ())) - new
        new |= more
        waiting += more
    return any(not found.awaited.isdisjoint(place.desired.needs.get(each, ())) for each in new)


def _going(found: Swap, place: Place) -> frozenset[Address] | None:
    """Return the dependents that are dropped for good, before the old one is; None if one goes with something else."""
    going, waiting = set[Address](), [*found.members]
    while waiting:
        for dependent in place.before.dependents.get(waiting.pop(), ()):
            if dependent in place.desired.objects or dependent in found.members | going:
                continue
            if place.before.objects[dependent].parent in found.members | going:
                continue
            if place.verbs.get(dependent) != frozenset({Verb.DROP}):
                return None
            going.add(dependent)
            waiting.append(dependent)
    return frozenset(going)
