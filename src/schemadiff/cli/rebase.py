"""``schemadiff rebase``."""

from __future__ import annotations

import click

from schemadiff.cli.project import Project, pass_project, project_flags, say

EPILOG = """\b
Examples:
  git rebase origin/main
  schemadiff rebase --onto origin/main
"""


@click.command(epilog=EPILOG, short_help="Rewrite this branch's migrations on top of another's.")
@click.option(
    "--onto",
    metavar="BRANCH",
    required=True,
    help="The branch that is already merged or rebased onto, as git calls it.",
)
@click.option(
    "--target",
    metavar="NAME",
    help="The database that must not have applied the old migrations.  [default: as for apply]",
)
@click.option("--allow-data-loss", is_flag=True, help="Accept statements that lose data.")
@project_flags
@pass_project
def rebase(project: Project, *, onto: str, target: str | None, allow_data_loss: bool) -> int:
    """Rewrite the migrations that only this branch has, on top of those of another branch.

    First merge or rebase with git. Then the migrations of this branch that schemadiff wrote are planned again,
    from the result of all the others to desired/, and proven like any plan. Those written by hand keep their
    text and get a later version. If anything fails, the files are left unchanged.

    A database that has applied the old ones must undo them before, with schemadiff rollback. The target is
    checked for that; if no target is named and the default one does not answer, the check is skipped.
    """
    settings = project.settings()
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick

    api.rebase(settings, onto, target=target, allow_data_loss=allow_data_loss, say=say)
    return 0
