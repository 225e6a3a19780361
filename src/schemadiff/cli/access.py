"""``schemadiff access``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, color, format_flag, pass_project, project_flags, width

FORMATS = ("text", "json", "markdown")

EPILOG = """\b
Examples:
  schemadiff access                      the whole matrix
  schemadiff access public.profiles      one table, with every condition
  schemadiff access --role anon 'public.*'
  schemadiff access --from-target production --format json
"""


@click.command(epilog=EPILOG, short_help="Show which role may do what with which table.")
@click.argument("relations", nargs=-1, metavar="[RELATION]...")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="NAME",
    help="A role, or PUBLIC; may be given several times.  [default: PUBLIC and every role that holds a privilege "
    "or has a policy]",
)
@click.option(
    "--from-target",
    metavar="NAME",
    help="Read a target from schemadiff.toml, or the URL of a database.  [default: desired/]",
)
@format_flag(FORMATS)
@project_flags
@pass_project
def access(
    project: Project,
    *,
    relations: tuple[str, ...],
    roles: tuple[str, ...],
    from_target: str | None,
    form: str,
) -> int:
    """Show which role may do what with which table, as PostgreSQL would decide.

    For each role, table or view, and command: all rows, the rows that policies let through, none, or denied.
    Grants to PUBLIC and on columns, memberships, ownership, BYPASSRLS, views and SECURITY DEFINER functions
    that have the rights of their owner are considered. With RELATION (patterns like 'public.*'),
    every reason and condition is shown.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.reports.access import render_access  # noqa: PLC0415

    found = api.access(settings, patterns=relations, roles=roles, target=from_target)
    click.echo(render_access(found, form, details=bool(relations), width=width(), color=color()), nl=False)
    return 0
