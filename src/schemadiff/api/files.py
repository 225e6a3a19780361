"""Generates files from something else: a database, another tool's migrations, or another branch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from schemadiff.api.session import Say, from_nothing
from schemadiff.branches import clashes as branching
from schemadiff.branches import rebase as rebasing
from schemadiff.branches.clashes import Branches, Clash
from schemadiff.comparison.other_histories import written_out
from schemadiff.errors import ConnectionFailed, Refused, UsageError
from schemadiff.migration_tools import files, first_migration
from schemadiff.migration_tools.from_migrations import replayed
from schemadiff.migration_tools.history_tables import history_of
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.scripts import Script
from schemadiff.migration_tools.unapplied import unapplied
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.planning.writing import write_plan
from schemadiff.postgres import development
from schemadiff.pull import pull as pulling
from schemadiff.settings import DEVELOPMENT, Settings
from schemadiff.targets import Live, live

log = logging.getLogger(__name__)


def pull(settings: Settings, wish: pulling.Wish, *, target: str | None = None) -> pulling.Pulled:
    """Write a target as files of ``desired/``, after both judges have verified that loading them reproduces it.

    Raises:
        SchemadiffError: the target could not be read, or the files do not reproduce all of it.
    """
    with live(settings, target) as opened:
        found = pulling.pull(settings, opened, wish)
        if wish.folder == settings.desired and found.files:
            found = _with_migrations(settings, opened, found)
        return replace(found, notes=(*found.notes, *written_out(opened, settings)))


def _with_migrations(settings: Settings, target: Live, found: pulling.Pulled) -> pulling.Pulled:
    """The same with what there is to say and to do about migrations."""
    begins = found.written and first_migration.is_lacking(settings)
    follows = found.written and _may_lack_a_migration(settings, target)
    return replace(
        found,
        notes=(*found.notes, *unapplied(target, settings)),
        begin=tuple(first_migration.commands(settings, target.name)) if begins else (),
        follow=tuple(first_migration.catching_up(settings, target.name)) if follows else (),
    )


def _may_lack_a_migration(settings: Settings, target: Live) -> bool:
    """Return True if migrations of ours lead to the files as they were; the development database has seen no others."""
    return not (first_migration.is_lacking(settings) or settings.layout in RUNNERS or target.server)


def from_migrations(
    settings: Settings, found: Sequence[Script], name: str, wish: pulling.Wish, say: Say
) -> pulling.Pulled:
    """Write the schema that another tool's migrations produce as files of ``desired/``.

    Raises:
        SchemadiffError: a migration fails; the error has its place.
    """
    with replayed(settings, name, found, say) as opened:
        return pulling.pull(settings, opened, wish)


def clashes(settings: Settings, onto: str) -> tuple[Clash, ...]:
    """The migrations of this branch that conflict with those of the branch ``onto``."""
    return tuple(branching.clashes(branching.look(settings, onto)))


def rebase(
    settings: Settings,
    onto: str,
    *,
    target: str | None = None,
    allow_data_loss: bool = False,
    say: Say,
) -> None:
    """Regenerate the migrations that only this branch has, on top of those of the branch ``onto``.

    Raises:
        Refused: the other branch's migrations are not merged yet, the target has applied one of ours, or the plan is refused.
    """
    found = branching.look(settings, onto)
    if not found.mine:
        say(f"nothing to rebase: {onto} has every migration of this branch")
        return
    _refuse_applied(settings, found, target)

    def plan(name: str | None) -> Sequence[str]:
        with from_nothing(settings) as comparison:
            planned = make(comparison, Asked(settings.engine, allow_data_loss=allow_data_loss))
            for refusal in planned.refusals:
                raise Refused(refusal.message, hint=refusal.hint)
            paths = write_plan(comparison, planned, name) if planned.plan else ()
            return [str(path.relative_to(settings.root)) for path in paths]

    rebasing.rebase(settings, found, plan, say)
    say("")
    say("review the files, and commit them")


def _refuse_applied(settings: Settings, found: Branches, target: str | None) -> None:
    """Refuse if the target has applied one of this branch's migrations; one that nobody named may be unreachable."""
    try:
        if settings.target(target) == DEVELOPMENT and not development.exists(settings.root):
            return
        with live(settings, target) as opened:
            rows = history_of(opened, settings, files.all_of(settings))
            rebasing.refuse_applied(settings, found, opened.name, rows)
    except (UsageError, ConnectionFailed) as error:
        if target is not None:
            raise
        log.warning("no database was checked for having applied the rewritten migrations: %s", error.message)
