"""``schemadiff rollback``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, asker, pass_project, project_flags, say, target_flag

EPILOG = """\b
Examples:
  schemadiff rollback --dry-run          what would be run
  schemadiff rollback                    ask, then run it
"""


@click.command(epilog=EPILOG)
@target_flag
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would be run, and change nothing.")
@click.option("--allow-data-loss", is_flag=True, help="Accept a rollback that loses data.")
@click.option(
    "--edited-down", is_flag=True, help="Accept a down file that was edited after the migration ran."
)
@click.option("--lock-timeout", metavar="TIME", help="How long to wait for a lock, for example 5s.")
@click.option("--statement-timeout", metavar="TIME", help="How long a statement may run; 0: no limit.")
@project_flags
@pass_project
def rollback(
    project: Project,
    *,
    target: str | None,
    yes: bool,
    dry_run: bool,
    allow_data_loss: bool,
    edited_down: bool,
    lock_timeout: str | None,
    statement_timeout: str | None,
) -> int:
    """Undo the last migration that was applied.

    Runs its .down.sql from generated/ after the same checks and under the same lock as apply. A rollback
    that loses data is refused (exit 1) unless --allow-data-loss is given.
    """
    settings = project.settings(lock_timeout=lock_timeout, statement_timeout=statement_timeout)
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick

    rolled_back = api.rollback(
        settings,
        target=target,
        dry_run=dry_run,
        allow_data_loss=allow_data_loss,
        edited_down=edited_down,
        confirm=asker("Roll back?", yes=yes),
        say=say,
    )
    return rolled_back.exit_code
