"""``schemadiff pull``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.project import Project, color, pass_project, project_flags, target_flag, width

EPILOG = """\b
Examples:
  schemadiff pull                        the default target into desired/
  schemadiff pull --target production
  schemadiff pull --check                exit 1 if a file would change
  schemadiff pull --force                change existing files as shown
  schemadiff pull --out baseline         into another folder
"""


@click.command(epilog=EPILOG, short_help="Write a database's schema into desired/.")
@target_flag
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write into DIR.  [default: desired/]",
)
@click.option("--force", is_flag=True, help="Change existing files.")
@click.option("--check", is_flag=True, help="Write nothing, and exit 1 if a file would change.")
@click.option("--allow-unmodelled", is_flag=True, help="Leave out objects that schemadiff does not know.")
@click.option("--no-proof", is_flag=True, help="Write the files without loading them first.")
@project_flags
@pass_project
def pull(
    project: Project,
    *,
    target: str | None,
    out: Path | None,
    force: bool,
    check: bool,
    allow_unmodelled: bool,
    no_proof: bool,
) -> int:
    """Write a database out as files of desired/: from the database to the files.

    One file holds a relation with everything that belongs to it; functions, types and views have folders of
    their own, by schema. The files are loaded on a throw-away server and both judges compare the result with
    the database before anything is written.

    In existing files only what differs is changed, where it is: comments, order and layout of the rest are kept.
    Changes of existing files are shown as a diff, and written with --force. The database is only read.

    Exits 1 when a file would change and --force is not given, or with --check; 3 when the proof fails.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.pull.pull import Wish  # noqa: PLC0415
    from schemadiff.reports.pull import render_pull  # noqa: PLC0415

    folder = (project.folder / out).resolve() if out else settings.desired
    wish = Wish(folder, force, check, not no_proof, allow_unmodelled)
    pulled = api.pull(settings, wish, target=target)
    click.echo(render_pull(pulled, width=width(), color=color()), nl=False)
    return pulled.exit_code
