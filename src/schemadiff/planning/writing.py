"""Writing a plan into ``generated/``, with file names for the tool that applies it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemadiff.comparison.comparison import Comparison
from schemadiff.migration_tools import files
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.versions import REPEATABLE
from schemadiff.migrations import folder
from schemadiff.model import Planned
from schemadiff.settings import Settings


def write_plan(comparison: Comparison, planned: Planned, name: str | None) -> Sequence[Path]:
    """Write the plan, and return the paths of the files."""
    settings = comparison.settings
    if settings.layout in RUNNERS:
        seen = [m.version for m in comparison.migrations] + [row.version for row in comparison.history]
        taken = [version for version in seen if not version.startswith(REPEATABLE)]
        return files.write(settings.generated, planned, settings.layout, name=name, taken=taken)
    return folder.write(
        settings.generated, planned, name=name, newest=comparison.newest, known=comparison.migrations
    )


def write_into(there: Path, settings: Settings, planned: Planned, name: str | None) -> Sequence[Path]:
    """Write the plan from one state to another into a folder, and return the paths.

    The project's own folder has the file names of the tool that applies its migrations.
    """
    if there == settings.generated and settings.layout in RUNNERS:
        return files.write(there, planned, settings.layout, name=name)
    return folder.write(there, planned, name=name)
