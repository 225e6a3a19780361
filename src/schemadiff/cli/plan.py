"""``schemadiff plan``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemadiff.cli.project import (
    Project,
    color,
    format_flag,
    pass_project,
    project_flags,
    target_flag,
    terminal,
    width,
)
from schemadiff.errors import UsageError

if TYPE_CHECKING:
    from schemadiff.model import Planned
    from schemadiff.planning.refusals import Asked
    from schemadiff.settings import Settings

FORMATS = ("text", "sql", "json", "markdown")

EPILOG = """\b
Examples:
  schemadiff plan                        compare, prove, write the migration
  schemadiff plan --name add_tickets     name the migration
  schemadiff plan --no-write             only show the plan
  schemadiff plan --check                exit 1 if there are differences
  schemadiff plan --format markdown      for a pull request
  schemadiff plan --target staging       against [targets.staging]
  schemadiff plan --snapshot production.json
                                         against a snapshot by drift
  schemadiff plan --from EMPTY --to desired
                                         the whole schema as one plan
  schemadiff plan --from git:origin/main... --to desired
                                         what this branch changes
"""


@click.command(epilog=EPILOG)
@target_flag
@click.option(
    "--snapshot",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Plan against a snapshot of a target that drift --snapshot wrote; no database is needed.",
)
@click.option(
    "--engine", type=click.Choice(("native", "migra")), help="The engine that generates the statements."
)
@click.option("--name", metavar="SLUG", help="Name of the migration.  [default: derived from the changes]")
@format_flag(FORMATS)
@click.option(
    "--from",
    "start",
    metavar="STATE",
    help="Start from STATE: the URL of a database, a .sql file, a folder of them, git:COMMIT (desired/ in "
    "that commit; git:BRANCH... is the merge base with BRANCH), or EMPTY.",
)
@click.option(
    "--to", "goal", metavar="STATE", help="Plan to STATE, in the same notation; nothing is written."
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --from and --to: write the migration into DIR.",
)
@click.option("--no-write", is_flag=True, help="Only show the plan; write nothing into generated/.")
@click.option("--check", is_flag=True, help="Write nothing, and exit 1 if there are differences.")
@click.option("--allow-data-loss", is_flag=True, help="Accept statements that lose data.")
@click.option("--allow-unmodelled", is_flag=True, help="Go on despite objects that schemadiff does not know.")
@click.option(
    "--online/--no-online",
    default=None,
    help="Avoid long locks: split changes into steps that do not block other sessions for long.  [default: "
    "the setting online]",
)
@click.option("--second-opinion", is_flag=True, help="Ask migra as a third judge.")
@click.option("--no-proof", is_flag=True, help="Do not run the plan on a clone first.")
@project_flags
@pass_project
def plan(
    project: Project,
    *,
    target: str | None,
    snapshot: Path | None,
    engine: str | None,
    name: str | None,
    form: str,
    start: str | None,
    goal: str | None,
    out: Path | None,
    no_write: bool,
    check: bool,
    allow_data_loss: bool,
    allow_unmodelled: bool,
    online: bool | None,
    second_opinion: bool,
    no_proof: bool,
) -> int:
    """Compare desired/ with a database and write the migration.

    PostgreSQL itself reads desired/ on a throw-away server; the difference to the target, with
    the pending migrations of generated/ applied, becomes a migration. That is run on a clone of the
    target's schema and judged there before it is written into generated/, together with the reverse plan.

    Exits 1 when the plan loses data and --allow-data-loss is not given, or when --check finds
    differences; 3 when the proof fails.
    """
    settings = project.settings(engine=engine, online=online)
    from schemadiff.planning.refusals import Asked  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render import render_plan  # noqa: PLC0415
    from schemadiff.render.untrusted import visible  # noqa: PLC0415

    asked = Asked(settings.engine, not no_proof, second_opinion, allow_data_loss, allow_unmodelled)
    writes = not (no_write or check)
    if (start, goal, out) != (None, None, None):
        states = _states(start, goal, target)
        there = (project.folder / out).resolve() if out and writes else None
        planned = _between(project.folder, settings, asked, states, name=name, out=there)
    else:
        if target is not None and snapshot is not None:
            raise UsageError("--target and --snapshot exclude each other", hint="give one of them")
        file = project.folder / snapshot if snapshot else None
        planned = _planned(settings, asked, target, file, name=name, write=writes)
    again = project.again(click.get_current_context(), "form", "no_write", "check")
    planned = replace(planned, again=again)
    text = render_plan(planned, form, width=width(), color=color())
    # SQL is for a file or psql, which want it as it is; a terminal would obey what stands in a name.
    click.echo(visible(text) if form == "sql" and terminal(sys.stdout) else text, nl=False)
    return planned.exit_code or int(check and bool(planned.plan))


def _planned(
    settings: Settings,
    asked: Asked,
    target: str | None,
    snapshot: Path | None,
    *,
    name: str | None,
    write: bool,
) -> Planned:
    """The plan that was made the last time, if nothing has changed since; else a new one."""
    from schemadiff.planning.unchanged import recalled  # noqa: PLC0415 - --help must stay quick

    found = None if snapshot else recalled(settings, settings.target(target), asked)
    if found and found.planned:
        return found.planned
    from schemadiff import api  # noqa: PLC0415 - what has not changed needs nothing of it

    return api.plan(settings, asked, target=target, snapshot=snapshot, name=name, write=write, found=found)


def _between(
    folder: Path,
    settings: Settings,
    asked: Asked,
    states: tuple[str, str],
    *,
    name: str | None,
    out: Path | None,
) -> Planned:
    from schemadiff import api  # noqa: PLC0415 - --help must stay quick
    from schemadiff.comparison.states import state  # noqa: PLC0415

    flags = ("--from", "--to")
    one, other = (state(settings, folder, *each) for each in zip(states, flags, strict=True))
    return api.plan_between(settings, one, other, asked, name=name, out=out)


def _states(start: str | None, goal: str | None, target: str | None) -> tuple[str, str]:
    if start is None or goal is None:
        missing = "--from" if start is None else "--to"
        raise UsageError(f"{missing} is missing", hint="a plan between two states needs both --from and --to")
    if target is not None:
        raise UsageError(
            "--target and --from exclude each other", hint="give the target's name or URL to --from"
        )
    return start, goal
