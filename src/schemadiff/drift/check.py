"""Whether ``generated/``, ``desired/`` and a target lead to the same schema, and which of them deviates if not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.skipped import Skipped, skipped
from schemadiff.diff.pairing import diff
from schemadiff.drift.applied import applied
from schemadiff.drift.sides import made_by
from schemadiff.migration_tools import first_migration
from schemadiff.migration_tools.files import beside
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.model import Address, Alter, Catalog, Change, Drop, Object
from schemadiff.model.history import How
from schemadiff.scope import adopt


@dataclass(frozen=True)
class Difference:
    """Two of the three sides that differ, and the objects in which they do."""

    one: str
    other: str
    objects: tuple[Address, ...]
    alone: Mapping[Address, str] = field(default_factory=dict)
    """The side that alone has the object; an object that is not here is on both, and differs."""


@dataclass(frozen=True)
class Checked:
    """The sides that were compared, and their differences."""

    sides: tuple[str, ...]
    """Their names in output."""
    differences: tuple[Difference, ...]
    marks: bool = True
    """True if migrations can be marked as applied: schemadiff applies them."""
    left: tuple[Address, ...] = ()
    """Objects that an earlier version of a rerun file created on the target, and that the edited one leaves there."""

    skipped: tuple[Skipped, ...] = ()
    """Migrations that another tool takes for applied on the target, but has not run, or may not have run."""
    beside: tuple[str, ...] = ()
    """Files that another tool runs besides its SQL migrations, and that the comparison leaves out."""
    unmodelled: tuple[Address, ...] = ()
    """Objects of an unknown kind, which were not compared."""
    flag: str = ""
    """The option by which a command selects the target."""
    begin: str = ""
    """The command that writes the first migration, for an existing database; empty if there are migrations."""
    gone: tuple[str, ...] = ()
    """The migrations that the target has applied, and that have no file any more."""

    @property
    def exit_code(self) -> int:
        """1 if two sides differ, or if some objects were not compared."""
        return int(bool(self.differences or self.unmodelled))

    @property
    def moved(self) -> str:
        """The side that differs from the other two, which are equal; empty if there is none."""
        apart = [{d.one, d.other} for d in self.differences]
        return next(
            (
                s
                for s in self.sides
                if len(self.sides) == 3 and len(apart) == 2 and all(s in a for a in apart)
            ),
            "",
        )


def check(comparison: Comparison, *, with_target: bool) -> Checked:
    """Compare what all migrations create, what the files declare, and the target after all migrations."""
    generated, desired = comparison.settings.migrations, f"{comparison.settings.desired.name}/"
    made = made_by(comparison, comparison.migrations)
    sides = {generated: made, desired: comparison.ours}
    if with_target:
        sides[comparison.target.name] = _with_additions(comparison)
    names = tuple(sides)
    pairs = [(one, other) for number, one in enumerate(names) for other in names[number + 1 :]]
    found = (_difference(a, b, list(_differing(comparison, sides[a], sides[b]))) for a, b in pairs)
    marks = comparison.settings.layout not in RUNNERS
    apart = tuple(difference for difference in found if difference.objects)
    left = tuple(_leftovers(comparison, made)) if with_target else ()
    missed = tuple(skipped(comparison)) if with_target else ()
    begin = "" if comparison.migrations else first_migration.writing(comparison.settings)
    strange = tuple(sorted({thing.address for side in sides.values() for thing in side.unmodelled}))
    flag = comparison.settings.flag(comparison.target.name) if with_target else ""
    gone = tuple(_gone(comparison)) if with_target and marks else ()
    return Checked(names, apart, marks, left, missed, beside(comparison.settings), strange, flag, begin, gone)


def _with_additions(comparison: Comparison) -> Catalog:
    """Return the target with what users have put on a platform's tables and neither the files nor the migrations have."""
    if not comparison.undeclared:
        return comparison.current
    made = made_by(comparison, comparison.migrations, comparison.whole_scope).objects
    # A copy of the target does not have them.
    added = {a: comparison.live.objects[a] for a in comparison.undeclared if a not in made}
    return replace(comparison.current, objects={**comparison.current.objects, **added})


def _gone(comparison: Comparison) -> Iterator[str]:
    files = {migration.version for migration in comparison.migrations}
    yield from (row.title for row in comparison.history if row.applied and row.version not in files)


def _leftovers(comparison: Comparison, made: Catalog) -> Iterator[Address]:
    """Yield objects from earlier versions of edited files, which would not exist if only the edited ones had run."""
    if not any(row.how == How.AGAIN for row in comparison.history):
        return
    before = applied(comparison).catalog.objects
    left = before.keys() - made.objects.keys()
    for address, obj in comparison.current.objects.items():
        if address in left and obj.parent not in left:
            yield address


def _difference(one: str, other: str, changes: Sequence[Change]) -> Difference:
    """What two sides differ in, from the changes that lead from one to the other."""
    alone = {
        _changed(c).address: one if isinstance(c, Drop) else other
        for c in changes
        if not isinstance(c, Alter)
    }
    return Difference(one, other, tuple(dict.fromkeys(_changed(c).address for c in changes)), alone)


def _differing(comparison: Comparison, one: Catalog, other: Catalog) -> Iterator[Change]:
    """Yield the changes that lead from one to the other, without parts of missing ones; owners and grants count only if the files claim them."""
    claims, mode = comparison.wanted.claims, comparison.settings.privileges
    found = list(diff(adopt(other, one, claims, mode), other))
    lacking = {_changed(change).address for change in found if not isinstance(change, Alter)}
    for change in found:
        obj = _changed(change)
        if obj.address not in lacking or obj.parent not in lacking:
            yield change


def _changed(change: Change) -> Object:
    return change.old if isinstance(change, Drop) else change.new
