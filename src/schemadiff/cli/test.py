"""``schemadiff test``."""

from __future__ import annotations

from pathlib import Path

import click

from schemadiff.cli.project import Project, color, format_flag, pass_project, project_flags, width
from schemadiff.errors import UsageError

FORMATS = ("text", "json")
FOLDER = Path("tests/policies")

EPILOG = """\b
Examples:
  schemadiff test
  schemadiff test tests/policies/profiles.yml
  schemadiff test --format json
"""


@click.command(epilog=EPILOG, short_help="Test which rows the policies let through.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@format_flag(FORMATS)
@project_flags
@pass_project
def test(project: Project, *, paths: tuple[Path, ...], form: str) -> int:
    """Run the tests of policies in tests/policies/, or in the files and folders PATH.

    A test names a role and its claims, the rows that it sees and the writes that succeed. It is run on
    what PostgreSQL made of desired/, in a transaction that is rolled back, so no database is needed.

    Exits 1 when a test fails; 3 when there are no tests.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.reports.policytest import render_results  # noqa: PLC0415

    places = [project.folder / path for path in paths]
    if missing := next((path for path in places if not path.exists()), None):
        raise UsageError(f"{missing} does not exist")
    found = api.test(settings, places or [settings.root / FOLDER])
    click.echo(render_results(found, form, width=width(), color=color()), nl=False)
    return found.exit_code
