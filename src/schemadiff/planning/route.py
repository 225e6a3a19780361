"""The way from the current state to the desired one: declared renames first, then the statements of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from textwrap import indent

from schemadiff.comparison.comparison import Comparison
from schemadiff.diff.renaming import STAGES, moves, steps
from schemadiff.diff.renaming_inside import Step
from schemadiff.diff.statements import statements
from schemadiff.engines import ENGINES, Database
from schemadiff.errors import ProofFailed
from schemadiff.extensions.wanted import with_existing_schemas
from schemadiff.model import (
    Address,
    Catalog,
    Statement,
)
from schemadiff.planning.refusals import Asked
from schemadiff.proof.execute import execute
from schemadiff.scope import restrict
from schemadiff.sql.identity import quoted_names


@dataclass(frozen=True)
class Route:
    """The statements from the current state to the desired one, and the states on the way."""

    current: Catalog
    start: Catalog
    """The current state after the renames, under the new names."""
    desired: Catalog
    renames: tuple[Statement, ...]
    back: tuple[Statement, ...]
    """The opposites of the renames, in the order that undoes them."""
    statements: tuple[Statement, ...]


def routed(comparison: Comparison, asked: Asked) -> Route:
    """Run the declared renames on the base, and let an engine work out the other statements.

    Raises:
        ProofFailed: a rename, or a statement of an engine other than native, fails on the clone.
    """
    current = comparison.current
    there, back = _rename(comparison, current)
    if there:
        current = restrict(comparison.workshop.read(comparison.base), comparison.scope)
    desired = comparison.adopted(current) if there else comparison.desired
    old = Database(current, lambda: comparison.workshop.server.conninfo(comparison.base))
    new = Database(desired, comparison.desired_database.conninfo)
    with comparison.clock.phase("diff"):
        found = list(ENGINES[asked.engine](old, new))
    if asked.engine != "native":
        found = _completed(comparison, desired, [s for s in found if comparison.concerns(s.address)])
    return Route(
        comparison.current, current, desired, there, back, tuple(with_existing_schemas(found, desired))
    )


def _rename(comparison: Comparison, current: Catalog) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Run the declared renames on the base, so that everything else is compared under the new names."""
    there: list[Statement] = []
    back: list[Statement] = []
    wanted = comparison.ours
    renames = comparison.wanted.renames
    stages: list[Callable[[Catalog, Catalog], Iterator[Step]]] = [moves]
    stages += [partial(steps, renames, stage) for stage in STAGES] if renames else []
    for stage in stages:
        found = list(stage(current, wanted))
        if not found:
            continue
        running = [*with_existing_schemas([step.there for step in found], wanted)]
        failure = execute(comparison.workshop, comparison.base, running)
        if failure is not None:
            raise ProofFailed(
                f"cannot rename: {failure.statement.sql}: {failure.message}", at=failure.statement.at
            )
        there += running
        back = [step.back for step in reversed(found)] + back
        current = restrict(comparison.workshop.read(comparison.base), comparison.scope)
    return tuple(there), tuple(back)


def _completed(comparison: Comparison, desired: Catalog, found: list[Statement]) -> list[Statement]:
    """Run the statements of another engine on a copy, and add native's for what they leave undone."""
    workshop = comparison.workshop
    database = workshop.copy(comparison.base)
    failure = execute(workshop, database, found)
    if failure is not None:
        raise ProofFailed(
            f"a statement of {failure.statement.engine}'s fails on the clone: {failure.message}",
            detail=indent(failure.statement.sql, "    "),
            hint="use the default engine: --engine native",
        )
    after = restrict(workshop.read(database), comparison.scope)
    return found + statements(after, desired)


def former_names(route: Route) -> dict[Address, str]:
    """Return the former names of renamed tables, sequences and columns: questions about rows run before the renames."""
    found: dict[Address, str] = {}
    for there, back in zip(route.renames, reversed(route.back), strict=True):
        new, old = there.address, back.address
        if new.type in ("table", "sequence"):
            found[new] = old.identity
        elif new.type == "table column" and new in route.start.objects:
            found[new] = quoted_names(old.identity)[-1]
    return found
