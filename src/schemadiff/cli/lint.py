"""``schemadiff lint``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, color, pass_project, project_flags, target_flag, width
from schemadiff.options import LEVELS

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
BASELINE = "schemadiff-lint.json"

EPILOG = """\b
Examples:
  schemadiff lint
  schemadiff lint --fail-on warning
  schemadiff lint --format github        annotations in a pull request
  schemadiff lint --live                 look at the default target as well
  schemadiff lint --since origin/main    what this branch brings
  schemadiff lint --update-baseline      accept what there is
  schemadiff lint --fix

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
@click.option("--since", metavar="REF", help="Report only what is new since a commit, a branch or a tag.")
@click.option(
    "--baseline/--no-baseline",
    "use",
    default=None,
    help=f"Report only what is not in the baseline.  [default: if [lint] baseline names one; {BASELINE}]",
)
@click.option("--update-baseline", is_flag=True, help="Write all that is found into the baseline.")
@click.option("--prune", is_flag=True, help="Take out of the baseline what is not found any more.")
@click.option("--fix", is_flag=True, help="Add to desired/ what mends findings and is safe, and look again.")
@target_flag
@project_flags
@pass_project
def lint(
    project: Project,
    *,
    form: str,
    fail_on: str | None,
    since: str | None,
    use: bool | None,
    update_baseline: bool,
    prune: bool,
    fix: bool,
    look: bool,
    require_all: bool,
    target: str | None,
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
    from schemadiff.checking import Asked  # noqa: PLC0415
    from schemadiff.lint import NAMES  # noqa: PLC0415
    from schemadiff.lint.pages import titles  # noqa: PLC0415
    from schemadiff.lint.render import render_report  # noqa: PLC0415

    named = settings.lint.baseline
    wanted = update_baseline or prune or (use if use is not None else named is not None)
    report = api.lint(
        settings,
        Asked(
            baseline=settings.root / (named or BASELINE) if wanted else None,
            update=update_baseline,
            prune=prune,
            since=since,
            fix=fix,
        ),
        look=look or target is not None,
        target=target,
        require_all=require_all,
    )
    shown = render_report(
        report,
        form,
        width=width(),
        color=color(),
        names=NAMES,
        titles=titles(),
        source=lambda path: (settings.root / path).read_text(encoding="utf-8-sig"),
    )
    click.echo(shown, nl=False)
    return report.exit_code
