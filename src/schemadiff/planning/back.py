"""What leads back from a plan: as a whole, or unit by unit where each unit is a migration of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import psycopg

from schemadiff.compare import Comparison
from schemadiff.desired.trees import unchecked
from schemadiff.diff.pairing import diff
from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError
from schemadiff.kinds.bounds import bounded
from schemadiff.model import Catalog, Note, Plan, Severity, Statement
from schemadiff.planning.effects import effects
from schemadiff.planning.preflight import asking
from schemadiff.planning.route import Route
from schemadiff.proof.execute import execute
from schemadiff.scope import Scope, pinned, restrict

Loaded = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]


def back(reached: Catalog, start: Catalog, loaded: Loaded | None = None) -> list[Statement]:
    """What leads back to the start under the new names, and what it asks of the rows that are there by then.

    What the bounds of partitions mean is asked where the start is ``loaded``, in a database of our own. Extensions have
    scripts for the way up, and seldom down: they keep their version.
    """
    start, reached = (pinned(catalog, Scope()) for catalog in (start, reached))
    goal = bounded(reached, start, loaded) if loaded is not None else start
    return [*asking(statements(reached, start), reached, goal)]


def stepwise(comparison: Comparison, route: Route, plan: Plan) -> Iterator[list[Statement]]:
    """Yield what leads back from each unit, in their order, renames apart; nothing where some part does not.

    It runs here, from the last to the first, and has to pass through what was there before each.

    Raises:
        SchemadiffError: nothing leads back from one.
    """
    workshop, states = comparison.workshop, [route.start]
    database = workshop.copy(comparison.base)
    for statements_of in _by_unit(plan, len(route.renames)):
        if execute(workshop, database, statements_of):
            return
        states.append(restrict(workshop.read(database), comparison.scope))
    loaded = partial(workshop.session, comparison.base) if comparison.settings.preflight else None
    steps = [back(later, earlier, loaded) for earlier, later in pairwise(states)]
    for step, before in zip(reversed(steps), reversed(states[:-1]), strict=True):
        if execute(workshop, database, step) or _differ(workshop.read(database), before, comparison):
            return
    yield from ([replace(s, apart=s.apart or not n) for n, s in enumerate(step)] for step in steps)


def _by_unit(plan: Plan, renames: int) -> Iterator[Sequence[Statement]]:
    """The statements of each unit; the renames, which come first, have run already."""
    for unit in plan.units:
        yield unit.statements[renames:]
        renames = max(0, renames - len(unit.statements))


def _differ(found: Catalog, wanted: Catalog, comparison: Comparison) -> bool:
    ours = restrict(found, comparison.scope)
    return any(diff(*(pinned(catalog, Scope()) for catalog in (ours, wanted))))


def reverse(plan: Plan, found: Sequence[Statement]) -> Plan:
    """What leads back, as a plan."""
    with unchecked():
        finished = [
            replace(s, effects=replace(effects(s.sql), loses_data=s.effects.loses_data)) for s in found
        ]
    return Plan(tuple(finished), "native", plan.desired, plan.current, plan.version)


def no_way_back(error: SchemadiffError) -> Note:
    """What to say where nothing leads back."""
    return Note(f"nothing leads back: {error.message}", Severity.WARNING, hint=error.hint)
