"""Compares targets with ``desired/`` and with what their migrations make; nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from schemadiff.api.session import comparing, from_nothing
from schemadiff.comparison import snapshots
from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.other_histories import others_of
from schemadiff.comparison.skipped import skipped
from schemadiff.diff.statements import statements
from schemadiff.drift import check as checking
from schemadiff.drift import moved as drifting
from schemadiff.drift.check import Checked
from schemadiff.drift.environments import Environment, look, unreachable
from schemadiff.drift.target_status import TargetStatus
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools.files import beside
from schemadiff.migration_tools.runners import RUNNERS, applying
from schemadiff.migration_tools.versions import plain
from schemadiff.migrations.lock import holder
from schemadiff.migrations.state import State, Status, statuses
from schemadiff.settings import DEVELOPMENT, Settings
from schemadiff.targets.waiting import named


def status(settings: Settings, *, target: str | None = None) -> TargetStatus:
    """The migrations that the target has applied, and whether it equals ``desired/`` with the pending ones applied."""
    with comparing(settings, target) as comparison:
        comparison.begin()
        name, seen = comparison.target.name, comparison.history
        rows = statuses(comparison.migrations, seen)
        others, runner = tuple(others_of(comparison)), RUNNERS.get(settings.layout)
        by, mend = applying(settings, rows, name), runner.mending(seen) if runner else ""
        busy = "" if runner else _busy(comparison, rows)
        if runner:
            rows = tuple(replace(row, version=plain(row.version)) for row in rows)
        try:
            with named(comparison.target.conninfo, name):
                current = comparison.current
                left = statements(current, comparison.adopted(current))
        except SchemadiffError as error:
            # The applied migrations are known all the same, and help to find the cause.
            flag = settings.flag(name)
            return TargetStatus(name, rows, None, error, by, flag, busy, mend=mend, others=others)
        return TargetStatus(
            name,
            rows,
            len(left),
            apply=by,
            flag=settings.flag(name),
            busy=busy,
            mend=mend,
            skipped=tuple(skipped(comparison)),
            others=others,
            beside=beside(settings),
            unmodelled=tuple(sorted(thing.address for thing in current.unmodelled)),
            left_out=current.left_out,
        )


def _busy(comparison: Comparison, rows: Sequence[Status]) -> str:
    """Who runs migrations at this moment; not asked if all of them are applied."""
    if {State.PENDING, State.PARTIAL}.isdisjoint(row.state for row in rows):
        return ""
    with comparison.target.connect() as conn:
        return str(holder(conn) or "")


def status_of_all(settings: Settings) -> tuple[Environment, ...]:
    """The state of all targets in the settings; one that cannot be reached does not affect the others."""
    return tuple(_status_of(settings, name) for name in sorted(settings.targets) or (DEVELOPMENT.name,))


def _status_of(settings: Settings, name: str) -> Environment:
    try:
        with comparing(settings, name) as comparison:
            comparison.reading.begin()
            return look(comparison, name)
    except SchemadiffError as error:
        return unreachable(name, error)


def drift(
    settings: Settings, *, target: str | None = None, against: str | None = None, snapshot: Path | None = None
) -> drifting.Drift:
    """Compare a target with what it should be, reading only; write a snapshot of it if a path is given.

    If the snapshot cannot be written, what was found is returned all the same, with the error.

    Raises:
        SchemadiffError: the comparison failed.
    """
    with comparing(settings, target) as comparison:
        comparison.reading.begin()
        found = drifting.find(comparison, against)
        try:
            if snapshot is not None:
                snapshots.write(comparison, snapshot)
        except SchemadiffError as error:
            return replace(found, unsaved=error)
        return found


def check(settings: Settings, *, target: str | None = None) -> Checked:
    """Check that ``generated/`` and ``desired/`` produce the same schema, and that a target equals it, if one is named.

    Raises:
        SchemadiffError: a migration fails, or the files do not load.
    """
    if target is not None:
        with comparing(settings, target) as comparison:
            comparison.begin()
            return checking.check(comparison, with_target=True)
    with from_nothing(settings) as comparison:
        return checking.check(comparison, with_target=False)
