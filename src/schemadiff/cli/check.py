"""``schemadiff check``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, line_width, pass_project, project_flags

EPILOG = """\b
Examples:
  schemadiff check                       in CI: no database is needed
  schemadiff check --target production
  schemadiff check --onto origin/main
"""


@click.command(epilog=EPILOG, short_help="Check whether generated/, desired/ and a database agree.")
@click.option(
    "--target", metavar="NAME", help="Compare a target as well: a name from schemadiff.toml, or a URL."
)
@click.option(
    "--onto",
    metavar="BRANCH",
    help="Check as well whether the migrations that only this branch has can run after those of BRANCH.",
)
@project_flags
@pass_project
def check(project: Project, *, target: str | None, onto: str | None) -> int:
    """Check whether generated/, desired/ and a database lead to one schema, and which of them has changed.

    All migrations are run on an empty throw-away database, and the files are loaded into another. With
    --target, the target is compared as well, as it will be once the pending migrations are applied.

    With --onto, migrations of two branches are compared: those of this one that have an earlier version than
    the other's, or that touch what the other's touch, are named.

    Exits 1 when two of them differ or migrations conflict; 3 when a migration fails.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.reports.check import render_check, render_clashes  # noqa: PLC0415

    checked = api.check(settings, target=target)
    click.echo(render_check(checked, width=line_width()), nl=False)
    clashes = api.clashes(settings, onto) if onto else ()
    if onto and clashes:
        click.echo(render_clashes(clashes, onto, width=line_width()), nl=False)
    return checked.exit_code or int(bool(clashes))
