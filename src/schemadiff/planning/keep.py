"""Where a plan is kept: in ``generated/``, in the naming of whoever applies it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemadiff.compare import Comparison
from schemadiff.errors import UsageError
from schemadiff.migrations import folder
from schemadiff.model import Planned
from schemadiff.others import theirs
from schemadiff.others.layouts import REPEATABLE
from schemadiff.others.runners import RUNNERS
from schemadiff.settings import Settings


def write(comparison: Comparison, planned: Planned, name: str | None) -> Sequence[Path]:
    """Write the plan, and return where."""
    settings = comparison.settings
    if settings.layout in RUNNERS:
        seen = [m.version for m in comparison.migrations] + [row.version for row in comparison.history]
        taken = [version for version in seen if not version.startswith(REPEATABLE)]
        return theirs.write(settings.generated, planned, settings.layout, name=name, taken=taken)
    return folder.write(
        settings.generated, planned, name=name, newest=comparison.newest, known=comparison.migrations
    )


def refuse_others(settings: Settings) -> None:
    """Let only who keeps the history run migrations.

    Raises:
        UsageError: that is another tool.
    """
    if runner := RUNNERS.get(settings.layout):
        raise UsageError(
            f"generated/ is written for {settings.layout}, which keeps its own history",
            hint=f"apply with it: {runner.command}",
        )
