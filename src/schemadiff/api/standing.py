"""How targets stand: what they have seen of the migrations, and what they are otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemadiff import snapshots
from schemadiff.api.session import comparing, from_nothing
from schemadiff.diff.statements import statements
from schemadiff.drift import check as checking
from schemadiff.drift import moved as drifting
from schemadiff.drift.check import Checked
from schemadiff.drift.environments import Environment, look, unreachable
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.state import State, Status, statuses
from schemadiff.model import Address
from schemadiff.others.histories import Other, others_of
from schemadiff.others.layouts import plain
from schemadiff.others.runners import RUNNERS, applying
from schemadiff.others.skipped import Skipped, skipped
from schemadiff.others.theirs import beside
from schemadiff.settings import DEVELOPMENT, Settings
from schemadiff.targets.waiting import named


@dataclass(frozen=True)
class Standing:
    """How far a target has got."""

    target: str
    migrations: tuple[Status, ...]
    differences: int | None
    obstacle: SchemadiffError | None = None
    """What kept target and files from being compared."""
    apply: str = ""
    """The command that applies what is pending."""
    flag: str = ""
    """What has a command mean this target."""
    mend: str = ""
    """What has another tool go on after a migration that failed; empty where none has."""
    skipped: tuple[Skipped, ...] = ()
    """What another tool takes for applied, and has not run, or may not have run."""
    others: tuple[Other, ...] = ()
    """The histories of other tools that the target holds."""
    beside: tuple[str, ...] = ()
    """What another tool runs beside its migrations, and what was compared without."""
    unmodelled: tuple[Address, ...] = ()
    """What is of a kind that is not known, and was not compared."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many objects are left out of the comparison, by reason."""

    @property
    def uncompared(self) -> str:
        """Why they were not compared; empty if they were."""
        return str(self.obstacle or "")

    @property
    def exit_code(self) -> int:
        """1 if something was edited, is half done, differs or was not compared; the obstacle's own if there is one."""
        wrong = {State.EDITED, State.PARTIAL, State.MISSING}
        if self.obstacle:
            return self.obstacle.exit_code
        unequal = self.differences or self.unmodelled
        return int(bool(unequal) or any(row.state in wrong for row in self.migrations))


def status(settings: Settings, *, target: str | None = None) -> Standing:
    """Which migrations the target has seen, and whether it, with what is pending, equals ``desired/``."""
    with comparing(settings, target) as comparison:
        comparison.begin()
        name, seen = comparison.target.name, comparison.history
        rows = statuses(comparison.migrations, seen)
        others, runner = tuple(others_of(comparison)), RUNNERS.get(settings.layout)
        by, mend = applying(settings, rows, name), runner.mending(seen) if runner else ""
        if runner:
            rows = tuple(replace(row, version=plain(row.version)) for row in rows)
        try:
            with named(comparison.target.conninfo, name):
                current = comparison.current
                left = statements(current, comparison.adopted(current))
        except SchemadiffError as error:
            # What is applied is known all the same, and is what whoever mends it wants to see.
            return Standing(name, rows, None, error, by, mend=mend, others=others)
        return Standing(
            name,
            rows,
            len(left),
            apply=by,
            flag=settings.flag(name),
            mend=mend,
            skipped=tuple(skipped(comparison)),
            others=others,
            beside=beside(settings),
            unmodelled=tuple(sorted(thing.address for thing in current.unmodelled)),
            left_out=current.left_out,
        )


def status_of_all(settings: Settings) -> tuple[Environment, ...]:
    """How all targets of the settings stand; one that cannot be reached keeps none of the others back."""
    return tuple(_status_of(settings, name) for name in sorted(settings.targets) or (DEVELOPMENT.name,))


def _status_of(settings: Settings, name: str) -> Environment:
    try:
        with comparing(settings, name) as comparison:
            comparison.begin()
            return look(comparison, name)
    except SchemadiffError as error:
        return unreachable(name, error)


def drift(
    settings: Settings, *, target: str | None = None, against: str | None = None, snapshot: Path | None = None
) -> drifting.Drift:
    """Whether a target is what it should be; only reads, and writes it down in a file where one is named.

    Raises:
        SchemadiffError: it could not be compared.
    """
    with comparing(settings, target) as comparison:
        comparison.begin()
        found = drifting.find(comparison, against)
        if snapshot is not None:
            snapshots.write(comparison, snapshot)
        return found


def check(settings: Settings, *, target: str | None = None) -> Checked:
    """Whether ``generated/`` and ``desired/`` lead to one schema, and a target as well, if one is named.

    Raises:
        SchemadiffError: a migration fails, or the files do not load.
    """
    if target is not None:
        with comparing(settings, target) as comparison:
            comparison.begin()
            return checking.check(comparison, with_target=True)
    with from_nothing(settings) as comparison:
        return checking.check(comparison, with_target=False)
