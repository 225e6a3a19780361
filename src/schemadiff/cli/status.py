"""``schemadiff status``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, pass_project, project_flags, target_flag

FORMATS = ("text", "json")

EPILOG = """\b
Examples:
  schemadiff status
  schemadiff status --target production --format json
"""


@click.command(epilog=EPILOG, short_help="Show which migrations a database has.")
@target_flag
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it."
)
@project_flags
@pass_project
def status(project: Project, *, target: str | None, form: str) -> int:
    """Show which migrations a database has, and whether it equals desired/.

    A migration is applied, pending, partial (it stopped between two units; apply resumes it), edited
    (its file changed since it was applied) or missing (its file is gone). Changes nothing.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.status import render_status  # noqa: PLC0415

    found = api.status(settings, target=target)
    click.echo(render_status(found, form), nl=False)
    return found.exit_code
