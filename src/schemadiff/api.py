"""What schemadiff does, one function a command: open, work, answer. Nothing here prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from schemadiff import between as states
from schemadiff import types as client_types
from schemadiff.compare import Comparison, scope_of
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.lint import desired as linting
from schemadiff.lint.observed import Observed, observe
from schemadiff.lint.report import Report
from schemadiff.lint.subject import Subject
from schemadiff.migrations import apply as applying
from schemadiff.migrations import folder
from schemadiff.migrations import rollback as rolling_back
from schemadiff.migrations.file import Migration
from schemadiff.migrations.prepare import lent_to, prepare, prepare_back, sent_to
from schemadiff.migrations.session import Patience
from schemadiff.migrations.state import Pending, State, Status, statuses
from schemadiff.model import Planned
from schemadiff.others.histories import Other, others_of
from schemadiff.others.runners import RUNNERS, refuse_others
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.planning.unchanged import Memory, remembered
from schemadiff.planning.writing import write_plan
from schemadiff.proof.again import prove_again
from schemadiff.scope import Scope, restrict
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.snapshots import restored
from schemadiff.targets import Live, live

Say = Callable[[str], None]
Confirm = Callable[[Iterable[object]], bool]


@contextmanager
def comparing(settings: Settings, target: str | None, snapshot: Path | None = None) -> Iterator[Comparison]:
    """A target, or what a snapshot says of one, and the throw-away side of a command, until the context ends."""
    there = live(settings, target) if snapshot is None else restored(settings, snapshot)
    if snapshot is not None and settings.roles == "managed":
        settings = replace(settings, roles="unknown")
    with there as opened, Workshop(settings, opened) as workshop:
        yield Comparison(workshop, opened)


def plan(
    settings: Settings,
    *,
    target: str | None = None,
    snapshot: Path | None = None,
    engine: str | None = None,
    name: str | None = None,
    write: bool = True,
    check: bool = False,
    allow_data_loss: bool = False,
    allow_unmodelled: bool = False,
    second_opinion: bool = False,
    prove: bool = True,
    found: Memory | None = None,
) -> Planned:
    """Work out what turns the target, with what is pending for it, into ``desired/``; prove it; write it.

    Nothing is written when there is nothing to do, or when something speaks against the plan.
    ``found`` is what has been recalled of this question already.

    Raises:
        SchemadiffError: it could not be worked out.
    """
    asked = Asked(engine or settings.engine, prove, second_opinion, allow_data_loss, allow_unmodelled)
    with comparing(settings, target, snapshot) as comparison:
        memory = None
        if snapshot is None:
            memory = remembered(settings, settings.target(target), asked, comparison.target.conninfo, found)
        if memory and memory.planned:
            return memory.planned
        planned = make(comparison, asked)
        if memory:
            memory.keep(planned)
        if not write or check or planned.refusals or not planned.plan:
            return planned
        paths = write_plan(comparison, planned, name)
        return replace(planned, written=tuple(str(path.relative_to(settings.root)) for path in paths))


def plan_between(
    settings: Settings,
    start: states.State,
    goal: states.State,
    *,
    engine: str | None = None,
    name: str | None = None,
    out: Path | None = None,
    allow_data_loss: bool = False,
    allow_unmodelled: bool = False,
    second_opinion: bool = False,
    prove: bool = True,
) -> Planned:
    """Work out what turns one state into another, whatever they are; prove it; write it into ``out``, if given.

    Raises:
        SchemadiffError: it could not be worked out.
    """
    asked = Asked(engine or settings.engine, prove, second_opinion, allow_data_loss, allow_unmodelled)
    copied = asked.engine != "native" or second_opinion
    with states.between(settings, start, goal, copied=copied) as comparison:
        planned = make(comparison, asked)
        if out is None or planned.refusals or not planned.plan:
            return planned
        return replace(planned, written=tuple(map(str, folder.write(out, planned, name=name))))


@dataclass(frozen=True)
class Outcome:
    """What apply or rollback did."""

    migrations: tuple[str, ...]
    exit_code: int = 0


def apply(
    settings: Settings,
    *,
    target: str | None = None,
    dry_run: bool = False,
    out_of_order: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Run what is pending, and see that the target equals ``desired/`` afterwards."""
    refuse_others(settings)
    with comparing(settings, target) as comparison:
        migrations = comparison.migrations
        waiting = applying.pending(comparison.target.conninfo, migrations, out_of_order=out_of_order)
        applied: tuple[str, ...] = ()
        if not waiting:
            say(f"nothing to apply: {comparison.target.name} has seen every migration in {_shown(settings)}")
        elif dry_run:
            _show(waiting, say)
            applying.look_at_rows(comparison.target.conninfo, waiting, patience=patience(settings), say=say)
            return Outcome(tuple(each.migration.path for each in waiting))
        else:
            if not confirm([f"{comparison.target.introduced} <- {each.migration.path}" for each in waiting]):
                raise Refused("not applied")
            prepare(comparison, waiting)
            prove_again(comparison, waiting, say)
            with lent_to(comparison.target, [each.migration for each in waiting]):
                done = applying.apply(
                    comparison.target.conninfo,
                    migrations,
                    patience=patience(settings),
                    out_of_order=out_of_order,
                    say=say,
                    cursors=sent_to(comparison.target),
                )
            say(str(done))
            applied = tuple(migration.path for migration in done.migrations)
    # Afterwards the target is another: everything about it is read anew.
    with comparing(settings, target) as comparison:
        return Outcome(applied, _check(comparison, say))


def _shown(settings: Settings) -> str:
    return f"{settings.generated.relative_to(settings.root)}/"


def patience(settings: Settings) -> Patience:
    """How long a run waits, by the settings."""
    return Patience(
        lock_timeout=settings.lock_timeout,
        statement_timeout=settings.statement_timeout,
        preflight=settings.preflight_timeout if settings.preflight else None,
    )


def _show(waiting: Sequence[Pending], say: Say) -> None:
    for each in waiting:
        units = each.migration.units
        say(f"would apply {each.migration.path} ({len(units)} unit{'s' if len(units) > 1 else ''})")
        for unit in units[each.done :]:
            for command in unit.commands:
                say(f"{command.sql};")


def _check(comparison: Comparison, say: Say) -> int:
    """Say whether the target equals ``desired/``; 1 if it does not."""
    left = statements(comparison.current, comparison.adopted(comparison.current))
    if comparison.pending:
        return 0
    if not left:
        say(f"{comparison.target.name} equals {comparison.settings.desired.name}/")
        return 0
    say(f"{comparison.target.name} does not equal {comparison.settings.desired.name}/; what is left:")
    for statement in left:
        say(f"{statement.sql};")
    say("hint: schemadiff plan writes the migration for it")
    return 1


@dataclass(frozen=True)
class Standing:
    """How far a target has got."""

    target: str
    migrations: tuple[Status, ...]
    differences: int | None
    obstacle: SchemadiffError | None = None
    """What kept target and files from being compared."""
    apply: str = "schemadiff apply"
    """The command that applies what is pending."""
    others: tuple[Other, ...] = ()
    """The histories of other tools that the target holds."""

    @property
    def uncompared(self) -> str:
        """Why they were not compared; empty if they were."""
        return str(self.obstacle or "")

    @property
    def exit_code(self) -> int:
        """1 if something was edited or is half done, or if target and files differ; the obstacle's own if there is one."""
        wrong = {State.EDITED, State.PARTIAL, State.MISSING}
        if self.obstacle:
            return self.obstacle.exit_code
        return int(bool(self.differences) or any(row.state in wrong for row in self.migrations))


def status(settings: Settings, *, target: str | None = None) -> Standing:
    """Which migrations the target has seen, and whether it, with what is pending, equals ``desired/``."""
    with comparing(settings, target) as comparison:
        name, rows = comparison.target.name, statuses(comparison.migrations, comparison.history)
        others, runner = tuple(others_of(comparison)), RUNNERS.get(settings.layout)
        by = runner.command if runner else Standing.apply
        try:
            left = statements(comparison.current, comparison.adopted(comparison.current))
        except SchemadiffError as error:
            # What is applied is known all the same, and is what whoever mends it wants to see.
            return Standing(name, rows, None, error, by, others)
        return Standing(name, rows, len(left), apply=by, others=others)


def rollback(
    settings: Settings,
    *,
    target: str | None = None,
    dry_run: bool = False,
    allow_data_loss: bool = False,
    edited_down: bool = False,
    confirm: Confirm,
    say: Say,
) -> Outcome:
    """Take the migration that was applied last back, by its down file."""
    refuse_others(settings)
    with live(settings, target) as opened:
        migrations: tuple[Migration, ...] = folder.read_folder(settings.generated, root=settings.root)
        found = rolling_back.last(opened.conninfo, migrations, edited_down=edited_down)
        if found is None:
            say(f"nothing to roll back: nothing is applied on {opened.name}")
            return Outcome(())
        if dry_run:
            say(f"would roll back {found.migration.path} with {found.down.path}")
            for command in (command for unit in found.down.units for command in unit.commands):
                say(f"{command.sql};")
            rolling_back.look_at_rows(opened.conninfo, found, patience=patience(settings), say=say)
            return Outcome((found.migration.path,))
        if not confirm([f"{opened.introduced}: take back {found.migration.path}{found.way}"]):
            raise Refused("not rolled back")
        prepare_back(opened, found.down, settings)
        with lent_to(opened, [found.down]):
            done = rolling_back.rollback(
                opened.conninfo,
                migrations,
                patience=patience(settings),
                allow_data_loss=allow_data_loss,
                edited_down=edited_down,
                say=say,
                cursors=sent_to(opened),
            )
        say(f"rolled back {found.migration.path} in {done.seconds:.1f} s")
        return Outcome(tuple(migration.path for migration in done.migrations))


def lint(
    settings: Settings,
    asked: linting.Asked | None = None,
    *,
    look: bool = False,
    target: str | None = None,
    require_all: bool = False,
) -> Report:
    """Check ``desired/``, on what PostgreSQL made of it; with ``look`` at a target in use as well.

    With ``require_all`` a rule that could not run makes the exit code 3.
    """
    check = partial(_linted, look=look, target=target, require_all=require_all)
    return linting.lint(settings, asked or linting.Asked(), check)


def _linted(
    settings: Settings, *, look: bool, target: str | None, require_all: bool
) -> tuple[Report, Subject]:
    from schemadiff.lint import lint as run_rules  # noqa: PLC0415 - all rules, 0.1 s, for this command alone

    with ExitStack() as stack:
        opened = stack.enter_context(live(settings, target)) if look else None
        workshop = stack.enter_context(Workshop(settings, opened))
        desired, loaded = workshop.linted()
        everything = desired.catalog
        scope = scope_of(settings, desired)
        subject = Subject(
            catalog=restrict(everything, scope),
            settings=settings.lint,
            statements=workshop.statements,
            at=desired.places,
            policy_errors=loaded.policy_errors,
            body_errors=loaded.body_errors,
            everything=everything,
            observed=_observed(opened, scope) if opened else None,
        )
        return run_rules(subject, require_all=require_all), subject


def _observed(target: Live, scope: Scope) -> Observed:
    with target.connect() as conn:
        return observe(conn, target.name, scope)


def types(
    settings: Settings, language: str, *, schemas: Sequence[str] = ("public",), target: str | None = None
) -> str:
    """Types for clients of the API, in a language of ``TYPES``: from ``desired/``, or from a target.

    Raises:
        UsageError: there is no such schema.
    """
    with ExitStack() as stack:
        if target is None:
            workshop = stack.enter_context(Workshop(settings))
            conn = stack.enter_context(workshop.connect(workshop.loaded))
        else:
            conn = stack.enter_context(stack.enter_context(live(settings, target)).connect())
        return client_types.TYPES[language](client_types.read(conn, schemas))
