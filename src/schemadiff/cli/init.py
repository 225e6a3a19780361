"""``schemadiff init``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, pass_project, project_flags

EPILOG = """\b
Examples:
  schemadiff init
  schemadiff init --preset supabase
  schemadiff -C services/billing init
"""


@click.command(epilog=EPILOG, short_help="Lay down the files of a new project.")
@click.option(
    "--preset",
    type=click.Choice(("postgres", "supabase")),
    default="postgres",
    show_default=True,
    help="What the platform brings along.",
)
@project_flags
@pass_project
def init(project: Project, *, preset: str) -> int:
    """Lay down schemadiff.toml, desired/, generated/ and a CI workflow.

    Also keeps .schemadiff/ (the development database) out of git. Nothing is ever overwritten: for each
    file it says whether it was written or kept.
    """
    from schemadiff.init import lay_down  # noqa: PLC0415 - --help must stay quick

    for laid in lay_down(project.folder.resolve(), preset):
        click.echo(f"{laid.done:8} {laid.path}")
    click.echo('\nnow write SQL into desired/ and run "schemadiff plan"')
    return 0
