"""Whether ``generated/``, ``desired/`` and a target lead to one schema, and which of them moved if not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemadiff.compare import Comparison
from schemadiff.diff.pairing import diff
from schemadiff.drift.applied import applied
from schemadiff.drift.sides import made_by
from schemadiff.migrations import first
from schemadiff.migrations.history import How
from schemadiff.model import Address, Alter, Catalog, Change, Drop, Object
from schemadiff.others.runners import RUNNERS
from schemadiff.others.skipped import Skipped, skipped
from schemadiff.others.theirs import beside
from schemadiff.scope import adopt


@dataclass(frozen=True)
class Difference:
    """Two of the three that do not agree, and the objects that they do not agree about."""

    one: str
    other: str
    objects: tuple[Address, ...]


@dataclass(frozen=True)
class Checked:
    """What was compared, and what does not agree."""

    sides: tuple[str, ...]
    """How they are called in output."""
    differences: tuple[Difference, ...]
    marks: bool = True
    """True if migrations can be noted as applied: schemadiff applies them."""
    left: tuple[Address, ...] = ()
    """What the target has of a file as it ran before, and what the edited file, which runs again, leaves there."""

    skipped: tuple[Skipped, ...] = ()
    """What another tool takes for applied on the target, and has not run, or may not have run."""
    beside: tuple[str, ...] = ()
    """What another tool runs beside its migrations, and what was compared without."""
    unmodelled: tuple[Address, ...] = ()
    """What is of a kind that is not known, and was not compared."""
    flag: str = ""
    """What has a command mean the target."""
    begin: str = ""
    """The command that writes the first migration, where a database has all of it already; empty where there is one."""

    @property
    def exit_code(self) -> int:
        """1 if two do not agree, or if there is something that nobody compared."""
        return int(bool(self.differences or self.unmodelled))

    @property
    def moved(self) -> str:
        """The one that the others agree without; empty where nobody can tell."""
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
    """Compare what all migrations make, what the files say, and what the target is once it has seen them all."""
    generated, desired = comparison.settings.migrations, f"{comparison.settings.desired.name}/"
    made = made_by(comparison, comparison.migrations)
    sides = {generated: made, desired: comparison.ours}
    if with_target:
        sides[comparison.target.name] = comparison.current
    names = tuple(sides)
    pairs = [(one, other) for number, one in enumerate(names) for other in names[number + 1 :]]
    found = (Difference(a, b, tuple(_unlike(comparison, sides[a], sides[b]))) for a, b in pairs)
    marks = comparison.settings.layout not in RUNNERS
    apart = tuple(difference for difference in found if difference.objects)
    left = tuple(_left(comparison, made)) if with_target else ()
    missed = tuple(skipped(comparison)) if with_target else ()
    begin = "" if comparison.migrations else first.writing(comparison.settings)
    strange = tuple(sorted({thing.address for side in sides.values() for thing in side.unmodelled}))
    flag = comparison.settings.flag(comparison.target.name) if with_target else ""
    return Checked(names, apart, marks, left, missed, beside(comparison.settings), strange, flag, begin)


def _left(comparison: Comparison, made: Catalog) -> Iterator[Address]:
    """Yield what comes of files that run again once they are edited, and does not when only the edit ever ran."""
    if not any(row.how == How.AGAIN for row in comparison.history):
        return
    before = applied(comparison).catalog.objects
    for address, obj in comparison.current.objects.items():
        if (
            address in before
            and address not in made.objects
            and obj.parent not in before.keys() - made.objects.keys()
        ):
            yield address


def _unlike(comparison: Comparison, one: Catalog, other: Catalog) -> Iterator[Address]:
    """The objects that differ, wholes without their parts; of owners and grants only what the files claim."""
    claims, mode = comparison.wanted.claims, comparison.settings.privileges
    found = list(diff(adopt(other, one, claims, mode), other))
    lacking = {_changed(change).address for change in found if not isinstance(change, Alter)}
    for obj in map(_changed, found):
        if obj.address not in lacking or obj.parent not in lacking:
            yield obj.address


def _changed(change: Change) -> Object:
    return change.old if isinstance(change, Drop) else change.new
