"""Files that follow something else: a database, the migrations of another tool, another branch."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.api.session import Say, from_nothing
from schemadiff.branches import clashes as branching
from schemadiff.branches import rebase as rebasing
from schemadiff.branches.clashes import Clash
from schemadiff.errors import Refused
from schemadiff.others.from_migrations import replayed
from schemadiff.others.layouts import Script
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.planning.writing import write_plan
from schemadiff.pull import pull as pulling
from schemadiff.settings import Settings
from schemadiff.targets import live


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
        with from_nothing(settings) as comparison:
            planned = make(comparison, Asked(settings.engine, allow_data_loss=allow_data_loss))
            for refusal in planned.refusals:
                raise Refused(refusal.message, hint=refusal.hint)
            paths = write_plan(comparison, planned, None) if planned.plan else ()
            return [str(path.relative_to(settings.root)) for path in paths]

    rebasing.rebase(settings, found, plan, say)
