"""``schemadiff docs``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.generated_files import destination, made_flags, settle
from schemadiff.cli.project import Project, pass_project, project_flags

EPILOG = """\b
Examples:
  schemadiff docs --out docs/schema.md
  schemadiff docs --out docs/schema.md --check
  schemadiff docs --check                the file that [docs] names
  schemadiff docs --schema app --schema api
  schemadiff docs --from-target production > production.md
"""


@click.command(epilog=EPILOG, short_help="Write a reference page of the schema.")
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help="A schema to describe; may be given several times.  [default: all that are not empty]",
)
@made_flags("docs.file")
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
    """Write a Markdown page that describes the schema.

    It has an overview, a diagram of the foreign keys (mermaid, which GitHub and GitLab draw), and for each
    table, view, type and function what it is: columns, keys, indexes, triggers, policies, grants, comments.
    Everything is linked, to the files in desired/ as well. The same schema gives the same bytes.

    Exits 1 with --check if FILE is out of date.
    """
    settings = project.settings()
    made = destination(settings, project.folder, out, settings.docs, check=check, setting="[docs] file")
    from schemadiff.reference import reference  # noqa: PLC0415 - --help must stay quick

    folder = None if made is None else made.path.resolve().parent
    text = reference(settings, schemas=schemas, target=from_target, folder=folder)
    if made is None:
        click.echo(text, nl=False)
        return 0
    return settle(made, text, check=check)
