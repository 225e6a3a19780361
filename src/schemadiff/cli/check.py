"""``schemadiff check``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, pass_project, project_flags

EPILOG = """\b
Examples:
  schemadiff check                       in CI: no database is needed
  schemadiff check --target production
"""


@click.command(epilog=EPILOG, short_help="Say whether generated/, desired/ and a database agree.")
@click.option(
    "--target", metavar="NAME", help="Compare a target as well: a name of schemadiff.toml, or a URL."
)
@project_flags
@pass_project
def check(project: Project, *, target: str | None) -> int:
    """Say whether generated/, desired/ and a database lead to one schema, and which of them moved.

    All migrations are run on an empty throw-away database, and the files are loaded into another. With
    --target, the target joins in, as it is once it has seen what is pending.

    Exits 1 when two of them differ; 3 when a migration fails.
    """
    settings = project.settings()
    from schemadiff import adopt  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.check import render_check  # noqa: PLC0415

    checked = adopt.check(settings, target=target)
    click.echo(render_check(checked), nl=False)
    return checked.exit_code
