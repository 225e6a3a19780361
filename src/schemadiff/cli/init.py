"""``schemadiff init``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.project import Project, color, line_width, pass_project, project_flags, say, width

LAYOUTS = (
    "goose",
    "dbmate",
    "flyway",
    "golang-migrate",
    "sqlx",
    "supabase",
    "sql-migrate",
    "node-pg-migrate",
    "prisma",
    "plain",
)

EPILOG = """\b
Examples:
  schemadiff init
  schemadiff init --preset supabase
  schemadiff init --from-migrations db/migrations
  schemadiff init --preset supabase --from-migrations supabase/migrations
  schemadiff -C services/billing init
"""


@click.command(epilog=EPILOG, short_help="Write the files of a new project.")
@click.option(
    "--preset",
    type=click.Choice(("postgres", "supabase")),
    default="postgres",
    show_default=True,
    help="The platform, whose own objects are left alone.",
)
@click.option(
    "--from-migrations",
    "migrations",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Run the migrations in DIR, or one SQL file, on a throw-away server, and write the resulting "
    "schema into desired/.",
)
@click.option(
    "--layout",
    metavar="TOOL",
    type=click.Choice(LAYOUTS),
    help=f"The tool that the migrations belong to: {', '.join(LAYOUTS)}.  [default: recognized by the file names]",
)
@click.option(
    "--placeholder",
    "placeholders",
    metavar="NAME=VALUE",
    multiple=True,
    help="The value that the tool inserts for ${NAME} in the files, or for psql's :NAME.  [repeatable]",
)
@project_flags
@pass_project
def init(
    project: Project,
    *,
    preset: str,
    migrations: Path | None,
    layout: str | None,
    placeholders: tuple[str, ...],
) -> int:
    """Write schemadiff.toml, desired/, generated/ and a CI workflow.

    Also keeps .schemadiff/ (the development database) out of git. Nothing is ever overwritten: for each
    file it says whether it was written or kept.

    With --from-migrations, desired/ gets the schema that existing migrations create: those of Supabase, Flyway, dbmate,
    sqlx, golang-migrate, goose, sql-migrate, node-pg-migrate and Prisma, plain SQL in the order of names, and what
    "alembic upgrade head --sql" prints. Exits 3 when one of them fails, with its path:line.
    """
    from schemadiff.init import lay_down  # noqa: PLC0415 - --help must stay quick

    if migrations is not None:
        return _from_migrations(project, preset, migrations, layout, placeholders)
    for laid in lay_down(project.folder.resolve(), preset):
        click.echo(f"{laid.done:8} {laid.path}")
    click.echo('\nnow write SQL into desired/ and run "schemadiff plan"')
    return 0


def _from_migrations(
    project: Project, preset: str, migrations: Path, layout: str | None, placeholders: tuple[str, ...]
) -> int:
    """Begin the project with the files that the migrations of another tool make."""
    from schemadiff import api  # noqa: PLC0415
    from schemadiff.init import going_on, lay_down  # noqa: PLC0415
    from schemadiff.migration_tools.alembic import histories  # noqa: PLC0415
    from schemadiff.migration_tools.callbacks import said_of_those_aside, with_callbacks  # noqa: PLC0415
    from schemadiff.migration_tools.files import NAMES  # noqa: PLC0415
    from schemadiff.migration_tools.placeholders import given  # noqa: PLC0415
    from schemadiff.migration_tools.scripts import fill, read  # noqa: PLC0415
    from schemadiff.migration_tools.sqlx import called, said_beside  # noqa: PLC0415
    from schemadiff.pull.pull import Wish  # noqa: PLC0415
    from schemadiff.reports.pull import render_pull  # noqa: PLC0415
    from schemadiff.words import count  # noqa: PLC0415

    root, values = project.folder.resolve(), given(placeholders)
    folder = (project.folder / migrations).resolve()
    theirs, found = read(folder, root, layout or said_beside(folder))
    scripts = fill(theirs, with_callbacks(folder, root, theirs, found), values)
    for laid in lay_down(root, preset, [*theirs.history, *histories(scripts)]):
        click.echo(f"{laid.done:8} {laid.path}")
    settings = project.settings()
    click.echo()
    click.echo(_fitting(f"{count(len(found), 'migration')}, {called(theirs, found)}"))
    for line in said_of_those_aside(folder, root, theirs):
        click.echo(_fitting(line))
    pulled = api.from_migrations(
        settings, scripts, f"the result of {migrations}", Wish(settings.desired), say
    )
    click.echo(render_pull(pulled, width=width(), color=color()), nl=False)
    if pulled.written:
        for line in going_on(root, folder, theirs.name if theirs.name in NAMES else "", placeholders):
            click.echo(_fitting(line))
    return pulled.exit_code


def _fitting(line: str) -> str:
    """The line, wrapped to the terminal unless it is indented: that is to be copied."""
    from schemadiff.render.paint import as_is, paint  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.paint import say as sentence  # noqa: PLC0415 - as above

    laid = as_is if line.startswith(" ") else sentence
    return paint([laid(line)], width=line_width(), color=False).removesuffix("\n")
