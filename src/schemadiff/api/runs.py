"""Runs migrations on a target, rolls them back, or marks them as applied."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.api.session import Confirm, Outcome, Say, comparing, patience
from schemadiff.applying import mark
from schemadiff.applying.prepare import lent_to, prepare, prepare_back, see_surroundings, sent_to
from schemadiff.applying.prove_again import prove_again
from schemadiff.comparison.comparison import Comparison
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused
from schemadiff.migration_tools.history_tables import history_of
from schemadiff.migration_tools.runners import refuse_others
from schemadiff.migrations import apply as applying
from schemadiff.migrations import folder, state
from schemadiff.migrations import rollback as rolling_back
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import Pending
from schemadiff.settings import Settings
from schemadiff.targets import live
from schemadiff.words import count


def apply(
    settings: Settings,
    *,
    target: str | None = None,
    dry_run: bool = False,
    out_of_order: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Run the pending migrations, and check that the target equals ``desired/`` afterwards."""
    refuse_others(settings)
    with comparing(settings, target) as comparison:
        migrations = comparison.migrations
        waiting = state.pending(migrations, comparison.history, out_of_order=out_of_order)
        applied, after = tuple[str, ...](), comparison
        if not waiting:
            say(f"nothing to apply: {comparison.target.name} has every migration in {settings.migrations}")
        elif dry_run:
            _show(waiting, say)
            applying.look_at_rows(comparison.target.conninfo, waiting, patience=patience(settings), say=say)
            return Outcome(tuple(each.migration.path for each in waiting))
        else:
            if not confirm([f"{comparison.target.introduced} <- {each.migration.path}" for each in waiting]):
                raise Refused("not applied")
            see_surroundings(comparison, waiting)
            # Prove before ``prepare``, which creates objects that the migrations need and so changes the target.
            prove_again(comparison, waiting, say)
            prepare(comparison, waiting)
            with lent_to(comparison.target, [each.migration for each in waiting]):
                done = applying.apply(
                    comparison.target.conninfo,
                    migrations,
                    patience=patience(settings),
                    out_of_order=out_of_order,
                    say=say,
                    cursors=sent_to(comparison.target),
                )
            say(str(done))
            applied = tuple(migration.path for migration in done.migrations)
            # The target has changed, so everything about it is read again.
            after = Comparison(comparison.workshop, comparison.target)
        return Outcome(applied, _check(after, say))


def _show(waiting: Sequence[Pending], say: Say) -> None:
    for each in waiting:
        units, path = each.migration.units, each.migration.path
        if each.done or each.running is not None:
            say(f"would resume {path} at unit {each.done + 1} of {len(units)}")
        else:
            say(f"would apply {path} ({count(len(units), 'unit')})")
        if each.running is not None:
            say(
                f"first, what the interrupted unit {each.running + 1} left behind (such as an invalid "
                "index) is cleaned up"
            )
        for unit in units[each.done :]:
            for command in unit.commands:
                say(f"{command.sql};")


def _check(comparison: Comparison, say: Say) -> int:
    """Report whether the target equals ``desired/``; return 1 if it does not."""
    left = statements(comparison.current, comparison.adopted(comparison.current))
    if comparison.pending:
        return 0
    if not left:
        say(f"{comparison.target.name} equals {comparison.settings.desired.name}/")
        return 0
    say(
        f"{comparison.target.name} does not equal {comparison.settings.desired.name}/; these differences are left:"
    )
    for statement in left:
        say(f"{statement.sql};")
    flag = comparison.settings.flag(comparison.target.name)
    say(f"hint: schemadiff plan{flag} writes the migration for it")
    return 1


def rollback(
    settings: Settings,
    *,
    target: str | None = None,
    dry_run: bool = False,
    allow_data_loss: bool = False,
    edited_down: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Roll back the migration that was applied last, with its down file."""
    refuse_others(settings, undo=True)
    with live(settings, target) as opened:
        migrations: tuple[Migration, ...] = folder.read_folder(settings.generated, root=settings.root)
        rows = history_of(opened, settings, migrations)
        found = rolling_back.last(migrations, rows, edited_down=edited_down)
        if found is None:
            say(f"nothing to roll back: nothing is applied on {opened.name}")
            return Outcome(())
        if dry_run:
            say(f"would roll back {found.migration.path} with {found.down.path}")
            for command in (command for unit in found.down.units for command in unit.commands):
                say(f"{command.sql};")
            rolling_back.look_at_rows(opened.conninfo, found, patience=patience(settings), say=say)
            return Outcome((found.migration.path,))
        if not confirm([f"{opened.introduced}: roll back {found.migration.path}{found.way}"]):
            raise Refused("not rolled back")
        prepare_back(opened, found.down, settings)
        with lent_to(opened, [found.down]):
            done = rolling_back.rollback(
                opened.conninfo,
                migrations,
                patience=patience(settings),
                allow_data_loss=allow_data_loss,
                edited_down=edited_down,
                say=say,
                cursors=sent_to(opened),
            )
        say(f"rolled back {found.migration.path} in {done.seconds:.1f} s")
        return Outcome(tuple(migration.path for migration in done.migrations))


def mark_applied(
    settings: Settings,
    up_to: str,
    *,
    target: str | None = None,
    dry_run: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Record pending migrations as applied, if the target already is what they produce.

    Raises:
        Refused: the target is not what they produce.
    """
    refuse_others(settings)
    with comparing(settings, target) as comparison:
        marked = mark.candidates(comparison, up_to)
        paths = tuple(each.migration.path for each in marked)
        if not marked:
            say(f"nothing to mark: {comparison.target.name} has every migration")
            return Outcome(())
        mark.check(comparison, marked)
        say(f"{comparison.target.name} equals the result of the migrations up to {paths[-1]}")
        if dry_run:
            for path in paths:
                say(f"would mark {path} as applied")
            return Outcome(paths)
        if not confirm([f"{comparison.target.introduced}: mark {path} as applied" for path in paths]):
            raise Refused("not marked")
        mark.mark(comparison, marked, patience(settings), say)
        return Outcome(paths)
