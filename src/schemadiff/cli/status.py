"""``schemadiff status``."""

from __future__ import annotations

import click

from schemadiff.cli.project import (
    Project,
    format_flag,
    line_width,
    pass_project,
    project_flags,
    target_flag,
    width,
)
from schemadiff.errors import UsageError
from schemadiff.settings import Settings

FORMATS = ("text", "json", "markdown")

EPILOG = """\b
Examples:
  schemadiff status
  schemadiff status --target production --format json
  schemadiff status --all
  schemadiff status --all --format markdown
"""


@click.command(epilog=EPILOG, short_help="Show which migrations are applied to a database.")
@target_flag
@format_flag(FORMATS)
@click.option("--all", "every", is_flag=True, help="All targets of schemadiff.toml, side by side.")
@project_flags
@pass_project
def status(project: Project, *, target: str | None, form: str, every: bool) -> int:
    """Show which migrations a database has, and whether it equals desired/.

    A migration is applied, pending, partial (it stopped between two units; apply resumes it), edited
    (its file changed since it was applied) or missing (its file is gone). Changes nothing.

    --all shows for every target which migration was applied last, what has changed, the version of PostgreSQL,
    and how their extensions and roles differ. Exits 1 when something has changed, 3 when one cannot be reached.
    """
    settings = project.settings()
    if every:
        return _all(settings, target, form)
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.reports.status import render_status  # noqa: PLC0415

    found = api.status(settings, target=target)
    click.echo(render_status(found, form, width=line_width()), nl=False)
    return found.exit_code


def _all(settings: Settings, target: str | None, form: str) -> int:
    if target is not None:
        raise UsageError("--all and --target exclude each other", hint="give one of them")
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.reports.environments import exit_code, render_environments  # noqa: PLC0415

    found = api.status_of_all(settings)
    click.echo(render_environments(found, form, width=width()), nl=False)
    return exit_code(found)
