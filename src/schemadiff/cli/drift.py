"""``schemadiff drift``."""

from __future__ import annotations

from pathlib import Path

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

FORMATS = ("text", "json", "markdown", "github")

EPILOG = """\b
Examples:
  schemadiff drift --target production
  schemadiff drift --target production --format markdown
  schemadiff drift --against migrations
  schemadiff drift --target production --snapshot production.json
"""


@click.command(epilog=EPILOG, short_help="Show where a database differs from what it should be.")
@target_flag
@click.option(
    "--against",
    type=click.Choice(("desired", "migrations")),
    help="What to compare the target with: desired/, or the result of its applied migrations.  [default: "
    "desired; migrations if some are pending]",
)
@format_flag(FORMATS)
@click.option(
    "--snapshot",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save the target's schema in FILE, without secrets, for plan --snapshot where the target cannot be reached.",
)
@click.option(
    "--log",
    type=click.Choice(("install", "remove", "sql")),
    help="Install or remove a log of who changes what in the target, or print the SQL that installs it; "
    "nothing is compared.",
)
@project_flags
@pass_project
def drift(
    project: Project,
    *,
    target: str | None,
    against: str | None,
    form: str,
    snapshot: Path | None,
    log: str | None,
) -> int:
    """Show where a database differs from what it should be, and how to undo or accept each change.

    Each object that has changed is named, with the statements that would bring the database back, and those that
    say what happened to it, which pull writes into the files. The database is only read, in one read-only
    transaction, so this may run every hour.

    With the log of --log install, an event trigger that only a superuser can create, it says who changed it.

    Exits 1 when anything has changed.
    """
    if log is not None:
        return _log(project, target, log)
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.untrusted import one_line  # noqa: PLC0415
    from schemadiff.reports.drift import render_drift  # noqa: PLC0415

    file = project.folder / snapshot if snapshot else None
    found = api.drift(settings, target=target, against=against, snapshot=file)
    click.echo(render_drift(found, form, width=width(), color=color()), nl=False)
    if found.unsaved is not None:
        raise found.unsaved
    if snapshot is not None and form == "text":
        click.echo(f"written: {one_line(str(snapshot))}")
    return found.exit_code


def _log(project: Project, target: str | None, what: str) -> int:
    from schemadiff.drift import ddl_log  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.untrusted import one_line  # noqa: PLC0415

    if what == "sql":
        click.echo(ddl_log.script(), nl=False)
        return 0
    change, done = (
        (ddl_log.install, "installed on") if what == "install" else (ddl_log.remove, "removed from")
    )
    click.echo(f"the log of changes is {done} {one_line(change(project.settings(), target))}")
    return 0
