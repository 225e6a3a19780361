"""``schemadiff rules``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, color, format_flag, pass_project, project_flags, width

FORMATS = ("text", "json")

EPILOG = """\b
Examples:
  schemadiff rules
  schemadiff rules --format json
"""


@click.command(epilog=EPILOG, short_help="List the rules of lint.")
@format_flag(FORMATS)
@project_flags
@pass_project
def rules(project: Project, *, form: str) -> int:
    """List the rules of lint, each with the severity that it has in this project.

    "schemadiff explain CODE" says what a rule looks for, why, and what to write instead.
    """
    settings = project.settings()
    from schemadiff.lint import levels  # noqa: PLC0415 - --help must stay quick
    from schemadiff.lint.pages import EXPLAINED  # noqa: PLC0415
    from schemadiff.lint.render.pages import Listed, render_rules  # noqa: PLC0415

    level = levels(settings.lint)
    listed = [Listed(rule, level[rule.CODE]) for rule in EXPLAINED]
    click.echo(render_rules(listed, form, width=width(), color=color()), nl=False)
    return 0
