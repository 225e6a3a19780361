"""Rows of the target that stand in the way of a plan, looked for before its first statement runs.

Each kind says what its objects require of the rows (``Object.asks``). The expressions come from ``desired/``, which is
untrusted, and run on the target: therefore in a read-only transaction, and only if they are ``harmless``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from schemadiff.comparison.comparison import Comparison
from schemadiff.interplay.between import Between
from schemadiff.interplay.of_types import as_own
from schemadiff.interplay.referenced_partitions import asks_to_detach
from schemadiff.interplay.retyped_together import retyped_together
from schemadiff.interplay.taken_over import is_unique_already
from schemadiff.migrations.conditions import leaves_rows
from schemadiff.migrations.state import Pending
from schemadiff.model import (
    Address,
    Answer,
    Catalog,
    Note,
    Plan,
    Proof,
    Question,
    Severity,
    Statement,
    Verb,
)
from schemadiff.targets.ask import Asking, Found, Unanswered

NO_ROWS = "no rows are here to ask; apply asks those of the database"
"""Why a copy that stands for a database answers no question."""


def asking(statements: Sequence[Statement], start: Catalog, goal: Catalog) -> Iterator[Statement]:
    """Yield the statements; the first one about each object carries the questions about rows that the object asks.

    The statements come after the renames: ``start`` is the state under the new names.
    """
    done: set[Address] = set()
    start = _what_stays(statements, start, goal)
    between = Between(start, goal, frozenset(s.address for s in statements if s.verb is Verb.DROP))
    joined = retyped_together(between)
    for statement in statements:
        new, old = goal.objects.get(statement.address), start.objects.get(statement.address)
        if statement.verb is Verb.DROP and old is not None:
            yield replace(statement, asks=tuple(asks_to_detach(old, between)))
            continue
        same = new == old and statement.verb is not Verb.CREATE
        if statement.verb is Verb.DROP or new is None or same or statement.address in done:
            yield statement
            continue
        others = joined.get(statement.address, ())
        done.update((statement.address, *others))
        if is_unique_already(new, start):
            yield statement
            continue
        rest = (goal.objects[a].asks(start.objects[a], start, goal) for a in others)
        yield replace(statement, asks=(*as_own(new, between).asks(old, start, goal), *chain(*rest)))


def _what_stays(statements: Sequence[Statement], start: Catalog, goal: Catalog) -> Catalog:
    """Return ``start`` without what is dropped together with its rows and created again: its old rows cannot be in the way."""
    made = (start.objects.get(s.address) for s in statements if s.verb is Verb.CREATE)
    anew = {obj.address for obj in made if obj is not None and obj.loss}
    if not anew:
        return start
    # A partition keeps its rows if only its parent is created again.
    others = {
        a for a, obj in start.objects.items() if obj.loss and obj.parent is None and a in goal.objects
    } - anew
    gone = anew | start.parts(anew, others)
    return replace(start, objects={a: obj for a, obj in start.objects.items() if a not in gone})


def ask_rows(comparison: Comparison, plan: Plan) -> tuple[Answer, ...]:
    """Return the target's answers to the plan's questions; nothing if it has none, or if the settings turn them off."""
    if not comparison.settings.preflight or not any(statement.asks for statement in plan.statements):
        return ()
    if comparison.target.original is not None:
        return tuple(_answers(None, plan.statements, comparison.pending))
    limit = comparison.settings.preflight_timeout
    with comparison.clock.phase("rows"), comparison.target.connect() as conn:
        return tuple(_answers(Asking(conn, limit), plan.statements, comparison.pending))


def _answers(
    asking: Asking | None, statements: Sequence[Statement], pending: Sequence[Pending]
) -> Iterator[Answer]:
    """Yield the target's answer to each question, if it can be asked; a pending migration that changes rows leaves them unanswered."""
    for number, statement in enumerate(statements, 1):
        for question in statement.asks:
            answer = Answer(question, number)
            found = _ask(asking, question, pending)
            if isinstance(found, Unanswered):
                yield replace(answer, skipped=found.why)
            else:
                yield replace(answer, rows=found.rows, keys=found.keys, sample=found.sample)


def _ask(asking: Asking | None, question: Question, pending: Sequence[Pending]) -> Found | Unanswered:
    if not question.sql:
        return Unanswered(question.unsaid)
    if changing := next((each for each in pending if _changes_rows(each)), None):
        return Unanswered(f"{changing.migration.path} is pending and changes rows; apply checks after it")
    if asking is None:
        return Unanswered(NO_ROWS)
    found = asking.ask(question.sql)
    if isinstance(found, Unanswered) and found.early:
        return Unanswered(f"it concerns objects that do not exist yet: {found.why}")
    return found


def _changes_rows(pending: Pending) -> bool:
    units = pending.migration.units[pending.done :]
    return not all(leaves_rows(command.sql) for unit in units for command in unit.commands)


def notes_of_rows(plan: Plan, proof: Proof, said: Sequence[Answer]) -> Iterator[Note]:
    """Yield notes about failures on the rows put into the clone, except where the target's own rows were asked."""
    known = {answer.statement for answer in said if not answer.skipped}
    for failure in proof.rows.failures if proof.rows else ():
        number = next((n for n, s in enumerate(plan.statements, 1) if s == failure.statement), None)
        if number in known:
            continue
        yield Note(
            f"statement {number} may fail on existing rows: {failure.message}",
            Severity.WARNING,
            at=failure.statement.at,
        )
    for failure in proof.way_back.rows.failures if proof.way_back and proof.way_back.rows else ():
        yield Note(
            f"rollback may fail once there are rows: {failure.statement.sql}: {failure.message}",
            Severity.WARNING,
        )
