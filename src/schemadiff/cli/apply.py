"""``schemadiff apply``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, asker, pass_project, project_flags, say, target_flag

EPILOG = """\b
Examples:
  schemadiff apply --dry-run             what would be run
  schemadiff apply                       ask, then run it
  schemadiff apply --yes                 in a deployment
  schemadiff apply --target production --lock-timeout 2s
  schemadiff apply --mark-applied all    the database has them already
"""


@click.command(epilog=EPILOG)
@target_flag
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would be run, and change nothing.")
@click.option("--out-of-order", is_flag=True, help="Accept a migration older than the newest applied one.")
@click.option(
    "--mark-applied",
    metavar="VERSION",
    help="Record the migrations up to VERSION, or 'all', as applied without running them, for a database "
    "that has their changes already.",
)
@click.option("--lock-timeout", metavar="TIME", help="How long to wait for a lock, for example 5s.")
@click.option("--statement-timeout", metavar="TIME", help="How long a statement may run; 0: no limit.")
@project_flags
@pass_project
def apply(
    project: Project,
    *,
    target: str | None,
    yes: bool,
    dry_run: bool,
    out_of_order: bool,
    mark_applied: str | None,
    lock_timeout: str | None,
    statement_timeout: str | None,
) -> int:
    """Run the pending migrations of generated/ on a database.

    Each migration runs in one transaction (more only where a statement cannot run in one), under one
    advisory lock, and is recorded in schemadiff.history. At the end the target is compared with
    desired/: a difference is printed and is exit code 1.

    --mark-applied runs nothing on the target: it runs the migrations on an empty throw-away database, checks
    that the target equals the result (else exit 1), and writes the history.

    Asks before it changes anything; without a terminal it refuses (exit 2) unless --yes is given.
    """
    settings = project.settings(lock_timeout=lock_timeout, statement_timeout=statement_timeout)
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick

    if mark_applied is not None:
        ask = asker("Mark?", yes=yes)
        return api.mark_applied(
            settings, mark_applied, target=target, dry_run=dry_run, confirm=ask, say=say
        ).exit_code

    applied = api.apply(
        settings,
        target=target,
        dry_run=dry_run,
        out_of_order=out_of_order,
        confirm=asker("Apply?", yes=yes),
        say=say,
    )
    return applied.exit_code
