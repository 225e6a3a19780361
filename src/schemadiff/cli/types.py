"""``schemadiff types``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.made import settle
from schemadiff.cli.project import Project, pass_project, project_flags
from schemadiff.errors import UsageError

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


@click.command(epilog=EPILOG, short_help="Write the types that clients of the API need.")
@click.argument("language", type=click.Choice(LANGUAGES))
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help="A schema that the API shows; may be given several times.  [default: types.schemas, public]",
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
    help="Write into FILE; - is standard output.  [default: types.LANGUAGE of the settings, else -]",
)
@click.option("--check", is_flag=True, help="Write nothing, and exit 1 if FILE is not what would be written.")
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

    Exits 1 with --check if FILE is stale.
    """
    settings = project.settings()
    named = getattr(settings.types, language)
    if out is None and named:
        out = settings.root / named
    if out == Path("-"):
        out = None
    if check and out is None:
        raise UsageError(
            "--check needs a file to look at",
            hint=f"name it with --out FILE, or in the settings: [types] {language} = FILE",
        )
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick

    text = api.types(settings, language, schemas=schemas or settings.types.schemas, target=from_target)
    if out is None:
        click.echo(text, nl=False)
        return 0
    path = project.folder / out
    shown = named if path == settings.root / (named or "") else str(out)
    return settle(path, text, shown, check=check)
