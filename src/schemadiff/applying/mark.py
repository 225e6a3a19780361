"""Marking migrations as applied without running them, for a database that existed before them.

Only if that is true: the migrations first run on an empty throw-away database, and the result must equal the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.comparison.comparison import Comparison
from schemadiff.diff.statements import statements
from schemadiff.drift.sides import made_by, standing
from schemadiff.errors import Refused, UsageError
from schemadiff.migrations import history, state
from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import Entry
from schemadiff.migrations.session import Patience, Say, locked
from schemadiff.migrations.state import Pending
from schemadiff.model.history import How
from schemadiff.scope import adopt

ALL = "all"
SHOWN = 20


def candidates(comparison: Comparison, up_to: str) -> tuple[Pending, ...]:
    """Return the pending migrations up to a version, or all of them.

    Raises:
        UsageError: no migration of that version is pending.
    """
    waiting = comparison.pending
    if up_to == ALL:
        return waiting
    if up_to not in {each.migration.version for each in waiting}:
        there = ", ".join(each.migration.version for each in waiting) or "nothing"
        raise UsageError(f"{up_to} is not a pending migration", hint=f"pending: {there}")
    return tuple(each for each in waiting if each.migration.version <= up_to)


def check(comparison: Comparison, marked: Sequence[Pending]) -> None:
    """Check that the target is in the state that an empty database reaches by these migrations.

    They are the ones to be marked, all before them, and all that the target has.

    Raises:
        Refused: it is in another state; the differences are printed as statements.
    """
    newest = max(each.migration.version for each in marked)
    has = {row.version for row in comparison.history if row.applied}
    made = made_by(comparison, [m for m in comparison.migrations if m.version <= newest or m.version in has])
    live = standing(comparison)
    wanted = adopt(live, made, comparison.wanted.claims, comparison.settings.privileges)
    left = [f"{statement.sql};" for statement in statements(live, wanted)]
    if left:
        more = [f"... and {len(left) - SHOWN} more"] if len(left) > SHOWN else []
        raise Refused(
            f"{comparison.target.name} does not equal the result of these migrations; these statements "
            "would be missing",
            detail="\n".join([*left[:SHOWN], *more]),
            hint="nothing was marked: run the migrations with apply, or change their files until they give "
            "the target's schema",
        )


def mark(comparison: Comparison, marked: Sequence[Pending], patience: Patience, say: Say) -> None:
    """Write the migrations into the history of the target, and nothing else."""
    with locked(comparison.target.conninfo, "apply", patience, say) as session:
        waiting = {
            each.migration.version
            # Nothing runs, so the order of older and newer versions does not matter.
            for each in state.pending(comparison.migrations, history.read(session.conn), out_of_order=True)
        }
        history.ensure(session.conn)
        # Somebody else may have been quicker with some of them.
        ours = [each.migration for each in marked if each.migration.version in waiting]
        history.record(session.conn, *(step for migration in ours for step in _as_applied(migration)))
        for migration in ours:
            say(f"marked {migration.path} as applied")


def _as_applied(migration: Migration) -> Iterator[history.Step]:
    units = len(migration.units)
    down = migration.down.sha256 if migration.down else None
    yield history.start(Entry(migration.version, migration.name, migration.sha256, down, How.APPLY, units))
    yield history.advance(migration.version, units, migration.progress(units))
