"""``schemadiff types``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.generated_files import destination, made_flags, settle
from schemadiff.cli.project import Project, pass_project, project_flags

LANGUAGES = ("typescript", "python")

EPILOG = """\b
Examples:
  schemadiff types typescript > database.types.ts
  schemadiff types typescript --out src/database.types.ts
  schemadiff types typescript --out src/database.types.ts --check
  schemadiff types typescript --check    the file that [types] names
  schemadiff types typescript --schema public --schema api
  schemadiff types python --from-target production
"""


@click.command(epilog=EPILOG, short_help="Generate the types for clients of the API.")
@click.argument("language", type=click.Choice(LANGUAGES))
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help="A schema that the API exposes; may be given several times.  [default: types.schemas, public]",
)
@made_flags("types.LANGUAGE")
@project_flags
@pass_project
def types(
    project: Project,
    *,
    language: str,
    schemas: tuple[str, ...],
    from_target: str | None,
    out: Path | None,
    check: bool,
) -> int:
    """Write the types of the rows and functions that the schema shows to clients.

    typescript is what supabase-js and postgrest-js take, the same text that "supabase gen types" gets
    from postgres-meta; python is a module of typed dicts. Both are made from desired/, so no database is
    needed and the types change in the same commit as the schema.

    Exits 1 with --check if FILE is out of date.
    """
    settings = project.settings()
    named = getattr(settings.types, language)
    made = destination(settings, project.folder, out, named, check=check, setting=f"[types] {language}")
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick

    text = api.types(settings, language, schemas=schemas or settings.types.schemas, target=from_target)
    if made is None:
        click.echo(text, nl=False)
        return 0
    return settle(made, text, check=check)
