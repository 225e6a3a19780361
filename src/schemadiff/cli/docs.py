"""``schemadiff docs``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.made import settle
from schemadiff.cli.project import Project, pass_project, project_flags
from schemadiff.errors import UsageError

EPILOG = """\b
Examples:
  schemadiff docs --out docs/schema.md
  schemadiff docs --out docs/schema.md --check
  schemadiff docs --check                the file that [docs] names
  schemadiff docs --schema app --schema api
  schemadiff docs --from-target production > production.md
"""


@click.command(epilog=EPILOG, short_help="Write a page of reference about the schema.")
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help="A schema to write about; may be given several times.  [default: all that hold something]",
)
@click.option(
    "--from-target",
    metavar="NAME",
    help="Read a target of schemadiff.toml, or the URL of a database.  [default: desired/]",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write into FILE; - is standard output.  [default: docs.file of the settings, else -]",
)
@click.option("--check", is_flag=True, help="Write nothing, and exit 1 if FILE is not what would be written.")
@project_flags
@pass_project
def docs(
    project: Project,
    *,
    schemas: tuple[str, ...],
    from_target: str | None,
    out: Path | None,
    check: bool,
) -> int:
    """Write the schema as a Markdown page that people read.

    It has an overview, a picture of what refers to what (mermaid, which GitHub and GitLab draw), and for each
    table, view, type and function what it is: columns, keys, indexes, triggers, policies, grants, comments.
    Everything is linked, to the files in desired/ as well. The same schema gives the same bytes.

    Exits 1 with --check if FILE is stale.
    """
    settings = project.settings()
    if out is None and settings.docs:
        out = settings.root / settings.docs
    if out == Path("-"):
        out = None
    if check and out is None:
        raise UsageError(
            "--check needs a file to look at",
            hint="name it with --out FILE, or in the settings: [docs] file = FILE",
        )
    from schemadiff.reference import reference  # noqa: PLC0415 - --help must stay quick

    path = None if out is None else project.folder / out
    folder = None if path is None else path.resolve().parent
    text = reference(settings, schemas=schemas, target=from_target, folder=folder)
    if path is None:
        click.echo(text, nl=False)
        return 0
    shown = settings.docs if settings.docs and path == settings.root / settings.docs else str(out)
    return settle(path, text, shown, check=check)
