"""What the commands do that take over what is there already, one function a command; nothing here prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from schemadiff import snapshots
from schemadiff.api import Confirm, Outcome, Say, comparing, patience
from schemadiff.branches import clashes as branching
from schemadiff.branches import rebase as rebasing
from schemadiff.branches.clashes import Clash
from schemadiff.compare import Comparison
from schemadiff.drift import check as checking
from schemadiff.drift import moved as drifting
from schemadiff.drift.check import Checked
from schemadiff.drift.environments import Environment, look, unreachable
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.migrations import mark
from schemadiff.others.from_migrations import replayed
from schemadiff.others.layouts import Script
from schemadiff.others.runners import refuse_others
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.planning.writing import write_plan
from schemadiff.pull import pull as pulling
from schemadiff.settings import DEVELOPMENT, Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live, live


def pull(settings: Settings, wish: pulling.Wish, *, target: str | None = None) -> pulling.Pulled:
    """Write a target out as files of ``desired/``, once both judges have seen that loading them gives it back.

    Raises:
        SchemadiffError: it could not be read, or the files do not say all of it.
    """
    with live(settings, target) as opened:
        return pulling.pull(settings, opened, wish)


def from_migrations(
    settings: Settings, found: Sequence[Script], name: str, wish: pulling.Wish, say: Say
) -> pulling.Pulled:
    """Write what the migrations of another tool make out as files of ``desired/``.

    Raises:
        SchemadiffError: one of them fails; its place is named.
    """
    with replayed(settings, name, found, say) as opened:
        return pulling.pull(settings, opened, wish)


def drift(
    settings: Settings, *, target: str | None = None, against: str | None = None, snapshot: Path | None = None
) -> drifting.Drift:
    """Whether a target is what it should be; only reads, and writes it down in a file where one is named.

    Raises:
        SchemadiffError: it could not be compared.
    """
    with comparing(settings, target) as comparison:
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
            return checking.check(comparison, with_target=True)
    with _from_nothing(settings) as comparison:
        return checking.check(comparison, with_target=False)


@contextmanager
def _from_nothing(settings: Settings) -> Iterator[Comparison]:
    """An empty throw-away database as the target: every migration is pending there."""
    # Wherever a tool keeps its history, it is not here.
    with Workshop(replace(settings, history_table=None)) as workshop:
        name, server = workshop.database(), workshop.server
        yield Comparison(
            workshop, Live("an empty database", server.conninfo(name), server.version, server.loader, server)
        )


def clashes(settings: Settings, onto: str) -> tuple[Clash, ...]:
    """What of the migrations that only this branch has cannot simply come after those of another."""
    return tuple(branching.clashes(branching.look(settings, onto)))


def rebase(settings: Settings, onto: str, *, allow_data_loss: bool = False, say: Say) -> None:
    """Write the migrations that only this branch has once more, on top of those of another.

    Raises:
        Refused: the others are not here yet, or the plan is refused.
    """
    found = branching.look(settings, onto)
    if not found.mine:
        say(f"nothing to rebase: {onto} has every migration that is here")
        return

    def plan() -> Sequence[str]:
        with _from_nothing(settings) as comparison:
            planned = make(comparison, Asked(settings.engine, allow_data_loss=allow_data_loss))
            for refusal in planned.refusals:
                raise Refused(refusal.message, hint=refusal.hint)
            paths = write_plan(comparison, planned, None) if planned.plan else ()
            return [str(path.relative_to(settings.root)) for path in paths]

    rebasing.rebase(settings, found, plan, say)


def status_of_all(settings: Settings) -> tuple[Environment, ...]:
    """How all targets of the settings stand; one that cannot be reached keeps none of the others back."""
    return tuple(_status_of(settings, name) for name in sorted(settings.targets) or (DEVELOPMENT.name,))


def _status_of(settings: Settings, name: str) -> Environment:
    try:
        with comparing(settings, name) as comparison:
            return look(comparison, name)
    except SchemadiffError as error:
        return unreachable(name, error)


def mark_applied(
    settings: Settings,
    up_to: str,
    *,
    target: str | None = None,
    dry_run: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Note pending migrations as applied that a target has been there before, if it is what they make.

    Raises:
        Refused: it is something else.
    """
    refuse_others(settings)
    with comparing(settings, target) as comparison:
        marked = mark.candidates(comparison, up_to)
        paths = tuple(each.migration.path for each in marked)
        if not marked:
            say(f"nothing to mark: {comparison.target.name} has seen every migration")
            return Outcome(())
        mark.check(comparison, marked)
        say(f"{comparison.target.name} is what {paths[-1]} and what comes before it make")
        if dry_run:
            for path in paths:
                say(f"would mark {path} as applied")
            return Outcome(paths)
        if not confirm([f"{comparison.target.introduced}: {path} is applied" for path in paths]):
            raise Refused("not marked")
        mark.mark(comparison, marked, patience(settings), say)
        return Outcome(paths)
