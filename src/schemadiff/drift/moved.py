"""Whether a target is in its expected state, and the statements that lead from one to the other, both ways.

The expected state is ``desired/``; with pending migrations, it is the result of the applied ones, because the others
cannot be expected yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from schemadiff.comparison.comparison import Comparison
from schemadiff.diff.pairing import diff
from schemadiff.diff.statements import statements
from schemadiff.drift.applied import Applied, applied
from schemadiff.drift.ddl_log import Changed, Log
from schemadiff.drift.ddl_log import read as read_log
from schemadiff.drift.sides import standing
from schemadiff.errors import SchemadiffError
from schemadiff.interplay.unfinished import finished, unfinished
from schemadiff.migration_tools.files import beside
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.versions import plain
from schemadiff.migrations.state import newest_applied
from schemadiff.model import Address, Alter, Catalog, Create, Drop, Position, Statement
from schemadiff.model.history import Row
from schemadiff.scope import adopt, without
from schemadiff.sql.effects import effects

ADDED = "only in the database"


@dataclass(frozen=True)
class Moved:
    """One object that is not as expected."""

    address: Address
    how: str
    """``ADDED``, "missing in the database", "different", or "invalid" for an index that differs in that alone."""
    at: Position | None
    """The line of ``desired/`` that declares it."""
    changed: Changed | None = None
    """The last change of it, or of an object that it is part of, if there is a log."""


@dataclass(frozen=True)
class Drift:
    """A target compared with its expected state."""

    target: str
    against: str
    """The expected state, in words."""
    moved: tuple[Moved, ...]
    back: tuple[Statement, ...]
    """Statements that bring the target to its expected state."""
    along: tuple[Statement, ...]
    """Statements in the other direction: what has happened to the target."""
    last: Row | None
    """The migration that was applied last."""
    pending: tuple[str, ...] = ()
    """Migrations that have not run yet."""
    half: tuple[str, ...] = ()
    """Migrations of which only some units ran; their changes count as drift."""
    invalid: tuple[Address, ...] = ()
    """Indexes of the target that are invalid."""
    unmodelled: tuple[Address, ...] = ()
    unknown: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    """Edited files whose text that ran is not known, with the objects that differ from what the edited file creates."""
    unplanned: frozenset[Address] = frozenset()
    """What users have put on a platform's tables and no file declares, which plan leaves as it is."""
    beside: tuple[str, ...] = ()
    """Files that another tool runs besides its SQL migrations, and that the comparison leaves out."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    flag: str = ""
    """The option by which a command selects this target."""
    unreadable: str = ""
    """Why the log of changes could not be read; empty if it was, or if there is none."""
    unsaved: SchemadiffError | None = None
    """Why the snapshot that was asked for could not be written."""

    @property
    def uncertain(self) -> int:
        """The number of objects that cannot be compared, because the text that ran is not known."""
        return sum(map(len, self.unknown.values()))

    @property
    def exit_code(self) -> int:
        """1 if anything moved, or if some objects were not compared; 3 if the snapshot could not be written."""
        return (
            self.unsaved.exit_code
            if self.unsaved is not None
            else int(bool(self.moved or self.unmodelled or self.uncertain))
        )


def find(comparison: Comparison, against: str | None = None) -> Drift:
    """Compare a target with its expected state; nothing is written anywhere.

    Raises:
        SchemadiffError: the applied migrations cannot be replayed, because a file is missing or fails.
    """
    by_migrations = against == "migrations" or (against is None and bool(comparison.pending))
    live = standing(comparison, comparison.whole_scope)
    should = applied(comparison) if by_migrations else Applied(comparison.ours)
    wanted = adopt(live, should.catalog, comparison.wanted.claims, comparison.settings.privileges)
    unknown = _unknown(wanted, live, should)
    named = {path: tuple(_wholes((wanted, live), found)) for path, found in unknown.items()}
    hidden = frozenset(chain(*unknown.values()))
    wanted, live = without(wanted, hidden), without(live, hidden)
    last = newest_applied(comparison.history)
    shown = last and _shown(comparison, last)
    moved = tuple(_moved(wanted, live, comparison.wanted.places))
    lines = {each.address: list(_with_wholes((live, wanted), each.address)) for each in moved}
    log = read_log(comparison.target, [*chain(*lines.values())]) if moved else Log({})
    return Drift(
        target=comparison.target.name,
        against=_made_by(shown) if by_migrations else comparison.goal_name,
        moved=tuple(replace(each, changed=log.of(lines[each.address])) for each in moved),
        back=tuple(_with_effects(statements(live, wanted))),
        along=tuple(_with_effects(statements(wanted, _without_leftovers(live, wanted)))),
        last=shown,
        pending=tuple(each.migration.path for each in comparison.pending),
        half=tuple(_partly_run(comparison, comparison.history)),
        invalid=tuple(sorted(unfinished(live))),
        unmodelled=tuple(sorted(thing.address for thing in live.unmodelled)),
        unknown=named,
        unplanned=frozenset(comparison.undeclared),
        beside=beside(comparison.settings) if by_migrations else (),
        left_out=live.left_out,
        flag=comparison.settings.flag(comparison.target.name),
        unreadable=log.unreadable,
    )


def _shown(comparison: Comparison, row: Row) -> Row:
    """Return the row with its version as the tool that applied it writes it."""
    return replace(row, version=plain(row.version)) if comparison.settings.layout in RUNNERS else row


def _made_by(last: Row | None) -> str:
    """Return the state that the applied migrations lead to, in words."""
    if last is None:
        return "an empty database, because no migration is applied"
    return f"the result of the migrations up to {last.title}"


def _partly_run(comparison: Comparison, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the migrations that only ran in part, with the command that finishes them."""
    if runner := RUNNERS.get(comparison.settings.layout):
        yield from filter(None, [runner.mending(rows)])
        return
    for row in rows:
        if row.partial:
            done = f"{row.units_done} of {row.units} units"
            flag = comparison.settings.flag(comparison.target.name)
            yield f"{row.title} stopped after {done}: schemadiff {row.how}{flag} finishes it"


def _with_wholes(catalogs: Sequence[Catalog], address: Address) -> Iterator[Address]:
    """Yield an object, the object that it is part of, and so on."""
    at: Address | None = address
    while at is not None:
        yield at
        here = at
        obj = next((c.objects[here] for c in catalogs if here in c.objects), None)
        at = obj.parent if obj else None


def _unknown(wanted: Catalog, live: Catalog, should: Applied) -> Mapping[str, Sequence[Address]]:
    """Return the differing objects that cannot be compared, parts included, by the file that creates them."""
    found: dict[str, list[Address]] = {path: [] for path in should.unknown}
    for change in diff(wanted, live) if found else ():
        address = (change.old if isinstance(change, Drop) else change.new).address
        line = {*_with_wholes((live, wanted), address)}
        if path := next((path for path, made in should.unknown.items() if line & made), None):
            found[path].append(address)
    return found


def _wholes(catalogs: Sequence[Catalog], found: Sequence[Address]) -> Iterator[Address]:
    """Yield the addresses that are not part of another one of them."""
    for address in found:
        _, *above = _with_wholes(catalogs, address)
        if not {*above} & {*found}:
            yield address


def _moved(wanted: Catalog, live: Catalog, places: Mapping[Address, Position]) -> Iterator[Moved]:
    """Yield what moved, without the parts of objects that are new or gone as a whole."""
    sound = finished(live)
    # The table of a platform's is on neither side, and what is ours on it counts.
    new, gone = live.objects.keys() - wanted.objects.keys(), wanted.objects.keys() - live.objects.keys()
    for change in diff(wanted, live):
        match change:
            case Create(new=made) if made.parent not in new:
                yield Moved(made.address, ADDED, None)
            case Drop(old=old) if old.parent not in gone:
                yield Moved(old.address, "missing in the database", places.get(old.address))
            case Alter(old=old, new=made):
                only = sound.objects.get(made.address) == old
                yield Moved(made.address, "invalid" if only else "different", places.get(made.address))


def _without_leftovers(live: Catalog, wanted: Catalog) -> Catalog:
    """Return the target without its invalid indexes, as far as nobody wants them: no statement makes an invalid one."""
    gone = unfinished(live).keys() - wanted.objects.keys()
    parts = (address for address, obj in live.objects.items() if obj.parent in gone)
    return finished(without(live, gone | frozenset(parts)))


def _with_effects(found: Sequence[Statement]) -> Iterator[Statement]:
    for statement in found:
        known = replace(effects(statement.sql), loses_data=statement.effects.loses_data)
        yield replace(statement, effects=known)
