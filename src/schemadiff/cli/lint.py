"""``schemadiff lint``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, color, pass_project, project_flags, target_flag, width
from schemadiff.options import LEVELS

FORMATS = ("text", "json", "github")

EPILOG = """\b
Examples:
  schemadiff lint
  schemadiff lint --fail-on warning
  schemadiff lint --format github        annotations in a pull request
  schemadiff lint --live                 look at the default target as well

\b
To leave a finding out, say so above the statement, and why:
  -- schemadiff:ignore RLS001 -- read by everybody, written by nobody
"""


@click.command(epilog=EPILOG)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it."
)
@click.option("--fail-on", type=click.Choice(LEVELS), help="The least severity to exit 1 for.")
@click.option(
    "--live",
    "look",
    is_flag=True,
    help="Look at a database in use as well, READ ONLY: unused and invalid indexes, sequences, roles.",
)
@click.option(
    "--require-all", is_flag=True, help="Exit 3 if a rule could not run, as some cannot without --live."
)
@target_flag
@project_flags
@pass_project
def lint(
    project: Project, *, form: str, fail_on: str | None, look: bool, require_all: bool, target: str | None
) -> int:
    """Check the schema that desired/ describes.

    Each finding names its rule, its place in desired/ and what to write instead: tables without row
    level security, policies that cannot work, foreign keys without an index, and more. The rules look
    at what PostgreSQL made of the files, so no database is needed. With --live, or --target, rules
    about a database in use join in; without, they are named as skipped.

    Exits 1 with findings of at least --fail-on ([lint] fail_on); 3 when lint could not look.
    """
    settings = project.settings(lint__fail_on=fail_on)
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.lint import NAMES  # noqa: PLC0415
    from schemadiff.lint.render import render_report  # noqa: PLC0415

    report = api.lint(settings, look=look or target is not None, target=target, require_all=require_all)
    shown = render_report(
        report,
        form,
        width=width(),
        color=color(),
        names=NAMES,
        source=lambda path: (settings.root / path).read_text(encoding="utf-8-sig"),
    )
    click.echo(shown, nl=False)
    return report.exit_code
