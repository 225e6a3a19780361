"""``schemadiff lint``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemadiff.cli.project import (
    Project,
    color,
    format_flag,
    pass_project,
    project_flags,
    target_flag,
    width,
)
from schemadiff.errors import UsageError
from schemadiff.settings.options import LEVELS

if TYPE_CHECKING:
    from schemadiff.lint import Report
    from schemadiff.settings import Settings

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
BASELINE = "schemadiff-lint.json"

EPILOG = """\b
Examples:
  schemadiff lint
  schemadiff lint --fail-on warning
  schemadiff lint --format github        annotations in a pull request
  schemadiff lint --live                 check the default target as well
  schemadiff lint --since origin/main    new findings of this branch
  schemadiff lint --update-baseline      accept the present findings
  schemadiff lint --fix
  schemadiff lint --migrations supabase/migrations --since origin/main

\b
To ignore a finding, write a comment with the reason above the statement:
  -- schemadiff:ignore RLS001 -- read by everybody, written by nobody
"""


@click.command(epilog=EPILOG)
@format_flag(FORMATS)
@click.option("--fail-on", type=click.Choice(LEVELS), help="The lowest severity that makes lint exit 1.")
@click.option(
    "--live",
    "look",
    is_flag=True,
    help="Check a database in use as well, READ ONLY: unused and invalid indexes, sequences, roles.",
)
@click.option("--require-all", is_flag=True, help="Exit 3 if a rule could not run; some need --live.")
@click.option(
    "--migration",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Check this migration instead, written by any tool, on the schema before it.",
)
@click.option(
    "--migrations",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Check the migrations of a folder; with --since, those that changed.",
)
@click.option(
    "--since", metavar="REF", help="Report only findings that are new since a commit, a branch or a tag."
)
@click.option(
    "--baseline/--no-baseline",
    "use",
    default=None,
    help=f"Report only findings that are not in the baseline.  [default: if [lint] baseline names one; {BASELINE}]",
)
@click.option("--update-baseline", is_flag=True, help="Write all findings into the baseline.")
@click.option("--prune", is_flag=True, help="Remove findings that no longer occur from the baseline.")
@click.option(
    "--fix", is_flag=True, help="Add statements that are safe and fix findings to desired/, and check again."
)
@target_flag
@project_flags
@pass_project
def lint(
    project: Project,
    *,
    form: str,
    fail_on: str | None,
    files: tuple[Path, ...],
    folder: Path | None,
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
    about a database in use run as well; without, they are named as skipped.

    With --migration or --migrations, migrations are checked instead: each is run on a throw-away
    server, on what the files before it make or on a copy of --target, and its statements are watched:
    locks, rewrites, what is lost. The sizes of tables come from --target.

    Exits 1 with findings of at least --fail-on ([lint] fail_on); 3 when lint could not run.
    """
    settings = project.settings(lint__fail_on=fail_on)
    if files or folder:
        if update_baseline or prune or use or fix or look:
            raise UsageError(
                "--live, --fix and the baseline are for desired/, not for migrations",
                hint="run lint twice",
            )
        return _migrations(project, settings, files, folder, since=since, target=target, form=form)
    wanted = update_baseline or prune or (use if use is not None else settings.lint.baseline is not None)
    baseline = settings.root / (settings.lint.baseline or BASELINE) if wanted else None
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.lint.desired import Asked  # noqa: PLC0415

    asked = Asked(baseline, update=update_baseline, prune=prune, since=since, fix=fix)
    look = look or target is not None
    report = api.lint(settings, asked, look=look, target=target, require_all=require_all)
    return _show(settings, report, form)


def _migrations(
    project: Project,
    settings: Settings,
    files: tuple[Path, ...],
    folder: Path | None,
    *,
    since: str | None,
    target: str | None,
    form: str,
) -> int:
    from schemadiff.lint.migrations import Asked, lint_migrations  # noqa: PLC0415 - --help must stay quick

    paths = tuple(project.folder / file for file in files)
    found = lint_migrations(settings, Asked(paths, folder and project.folder / folder, since, target))
    if found is None:
        click.echo(f"no migration has changed since {since}")
        return 0
    return _show(settings, found, form)


def _show(settings: Settings, report: Report, form: str) -> int:
    from schemadiff.lint import NAMES  # noqa: PLC0415
    from schemadiff.lint.pages import titles  # noqa: PLC0415
    from schemadiff.lint.render import FORMATS as RENDERED  # noqa: PLC0415
    from schemadiff.lint.render import Show  # noqa: PLC0415

    show = Show(
        source=lambda path: (settings.root / path).read_text(encoding="utf-8-sig"),
        names=NAMES,
        titles=titles(),
        width=width(),
        color=color(),
    )
    click.echo(RENDERED[form](report, show), nl=False)
    return report.exit_code
