"""Whether a target is what it should be, and what it would take to make it so, either way.

What it should be is ``desired/``; where migrations are pending, it is what those make that are applied, for
nobody can expect the rest yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from schemadiff.compare import Comparison
from schemadiff.diff.pairing import diff
from schemadiff.diff.statements import statements
from schemadiff.drift.applied import Applied, applied
from schemadiff.drift.ddl_log import Changed, Log
from schemadiff.drift.ddl_log import read as read_log
from schemadiff.drift.sides import standing
from schemadiff.migrations.history import Row
from schemadiff.migrations.state import newest_applied
from schemadiff.model import Address, Alter, Catalog, Create, Drop, Position, Statement
from schemadiff.others.layouts import plain
from schemadiff.others.runners import RUNNERS
from schemadiff.others.theirs import beside
from schemadiff.planning.effects import effects
from schemadiff.scope import adopt, without

ADDED = "only in the database"


@dataclass(frozen=True)
class Moved:
    """One object that is not what it should be."""

    address: Address
    how: str
    """``ADDED``, "missing in the database" or "different"."""
    at: Position | None
    """The line of ``desired/`` that says it."""
    changed: Changed | None = None
    """Who changed it last, or the whole that it is a part of, where a log knows."""


@dataclass(frozen=True)
class Drift:
    """What a target is, against what it should be."""

    target: str
    against: str
    """What it should be, in words."""
    moved: tuple[Moved, ...]
    back: tuple[Statement, ...]
    """What makes the target what it should be."""
    along: tuple[Statement, ...]
    """The same way in the other direction: what happened to the target."""
    last: Row | None
    """The migration that was applied last."""
    pending: tuple[str, ...] = ()
    """What it has not seen yet."""
    half: tuple[str, ...] = ()
    """The migrations of which only some units ran; what these did has moved, too."""
    unmodelled: tuple[Address, ...] = ()
    unknown: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    """The edited files of which nobody has what ran, and what they make that is not as they say now."""
    beside: tuple[str, ...] = ()
    """What another tool runs beside its migrations, and what they make was compared without."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    flag: str = ""
    """What has a command mean this target."""
    unreadable: str = ""
    """Why the log of changes could not be read; empty if it was, or if there is none."""

    @property
    def uncertain(self) -> int:
        """How many objects nobody can compare, for what ran is not known any more."""
        return sum(map(len, self.unknown.values()))

    @property
    def exit_code(self) -> int:
        """1 if anything moved, or if there is something that nobody compared."""
        return int(bool(self.moved or self.unmodelled or self.uncertain))


def find(comparison: Comparison, against: str | None = None) -> Drift:
    """Compare a target with what it should be; nothing is written anywhere.

    Raises:
        SchemadiffError: the migrations that are applied cannot be replayed, because a file is missing or fails.
    """
    rows = comparison.history
    by_migrations = against == "migrations" or (against is None and bool(comparison.pending))
    live = standing(comparison)
    should = applied(comparison) if by_migrations else Applied(comparison.ours)
    wanted = adopt(live, should.catalog, comparison.wanted.claims, comparison.settings.privileges)
    unknown = _unknown(wanted, live, should)
    named = {path: tuple(_wholes((wanted, live), found)) for path, found in unknown.items()}
    hidden = frozenset(chain(*unknown.values()))
    wanted, live = without(wanted, hidden), without(live, hidden)
    last = newest_applied(rows)
    shown = last and _shown(comparison, last)
    moved = tuple(_moved(wanted, live, comparison.wanted.places))
    lines = {each.address: list(_line((live, wanted), each.address)) for each in moved}
    log = read_log(comparison.target, [*chain(*lines.values())]) if moved else Log({})
    return Drift(
        target=comparison.target.name,
        against=f"what {shown.title} and those before it make"
        if by_migrations and shown
        else ("an empty database, for no migration is applied" if by_migrations else comparison.goal_name),
        moved=tuple(replace(each, changed=log.of(lines[each.address])) for each in moved),
        back=tuple(_seen(statements(live, wanted))),
        along=tuple(_seen(statements(wanted, live))),
        last=shown,
        pending=tuple(each.migration.path for each in comparison.pending),
        half=tuple(_half(comparison, rows)),
        unmodelled=tuple(sorted(thing.address for thing in live.unmodelled)),
        unknown=named,
        beside=beside(comparison.settings) if by_migrations else (),
        left_out=live.left_out,
        flag=comparison.settings.flag(comparison.target.name),
        unreadable=log.unreadable,
    )


def _shown(comparison: Comparison, row: Row) -> Row:
    """With its version as the tool says it that applied it."""
    return replace(row, version=plain(row.version)) if comparison.settings.layout in RUNNERS else row


def _half(comparison: Comparison, rows: Sequence[Row]) -> Iterator[str]:
    """Yield what only ran in part, and who finishes it."""
    if runner := RUNNERS.get(comparison.settings.layout):
        yield from filter(None, [runner.mending(rows)])
        return
    for row in rows:
        if row.partial:
            done = f"{row.units_done} of {row.units} units"
            yield f"{row.title} stopped after {done}: schemadiff {row.how} finishes it"


def _line(catalogs: Sequence[Catalog], address: Address) -> Iterator[Address]:
    """Yield an object, what it is a part of, and so on."""
    at: Address | None = address
    while at is not None:
        yield at
        here = at
        obj = next((c.objects[here] for c in catalogs if here in c.objects), None)
        at = obj.parent if obj else None


def _unknown(wanted: Catalog, live: Catalog, should: Applied) -> Mapping[str, Sequence[Address]]:
    """What differs, of the objects that nobody can compare, parts included, by the file that makes them."""
    found: dict[str, list[Address]] = {path: [] for path in should.unknown}
    for change in diff(wanted, live) if found else ():
        address = (change.old if isinstance(change, Drop) else change.new).address
        line = {*_line((live, wanted), address)}
        if path := next((path for path, made in should.unknown.items() if line & made), None):
            found[path].append(address)
    return found


def _wholes(catalogs: Sequence[Catalog], found: Sequence[Address]) -> Iterator[Address]:
    """Yield those that are no part of another one of them."""
    for address in found:
        _, *above = _line(catalogs, address)
        if not {*above} & {*found}:
            yield address


def _moved(wanted: Catalog, live: Catalog, places: Mapping[Address, Position]) -> Iterator[Moved]:
    """What moved; parts of what is new or gone as a whole go without saying."""
    for change in diff(wanted, live):
        match change:
            case Create(new=new) if new.parent is None or new.parent in wanted.objects:
                yield Moved(new.address, ADDED, None)
            case Drop(old=old) if old.parent is None or old.parent in live.objects:
                yield Moved(old.address, "missing in the database", places.get(old.address))
            case Alter(new=new):
                yield Moved(new.address, "different", places.get(new.address))


def _seen(found: Sequence[Statement]) -> Iterator[Statement]:
    for statement in found:
        known = replace(effects(statement.sql), loses_data=statement.effects.loses_data)
        yield replace(statement, effects=known)
