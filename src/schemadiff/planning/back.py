"""The reverse plan of a plan: as a whole, or unit by unit where each unit becomes a migration of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import psycopg

from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.trees import unchecked
from schemadiff.diff.pairing import diff
from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError
from schemadiff.interplay.bounds import bounded
from schemadiff.migrations.split import separated
from schemadiff.model import Catalog, Note, Plan, Severity, Statement
from schemadiff.planning.joining import joined
from schemadiff.planning.preflight import asking
from schemadiff.planning.route import Route
from schemadiff.proof.execute import execute
from schemadiff.scope import Scope, pinned, restrict
from schemadiff.sql.effects import effects

Loaded = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]


def back(reached: Catalog, start: Catalog, loaded: Loaded | None = None) -> list[Statement]:
    """Return the statements that lead from ``reached`` back to ``start``, with the questions that they ask of the rows.

    Names are those after the plan's renames. Partition bounds are evaluated in ``loaded``, a database of our own in
    the state of the start. Extensions keep their version: they have scripts for upgrades, and seldom for downgrades.
    """
    start, reached = (pinned(catalog, Scope()) for catalog in (start, reached))
    goal = bounded(reached, start, loaded) if loaded is not None else start
    return [*joined(asking(statements(reached, start), reached, goal), start, reached)]


def stepwise(comparison: Comparison, route: Route, plan: Plan) -> Iterator[list[Statement]]:
    """Yield the reverse plan of each unit in the order of the units, without the renames; nothing if one of them has none.

    The units and then their reverse plans, from the last to the first, run on a copy of the base, and each reverse plan has to
    restore the state before its unit.

    Raises:
        SchemadiffError: no statements lead back from one of the units.
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
    """Yield the statements of each unit without the renames, which come first and have run already."""
    for unit in plan.units:
        yield unit.statements[renames:]
        renames = max(0, renames - len(unit.statements))


def _differ(found: Catalog, wanted: Catalog, comparison: Comparison) -> bool:
    ours = restrict(found, comparison.scope)
    return any(diff(*(pinned(catalog, Scope()) for catalog in (ours, wanted))))


def reverse(plan: Plan, found: Sequence[Statement]) -> Plan:
    """Return the reverse plan, from ``plan.desired`` to ``plan.current``."""
    with unchecked():
        finished = [
            replace(s, effects=replace(effects(s.sql), loses_data=s.effects.loses_data)) for s in found
        ]
    return Plan(separated(finished), "native", plan.desired, plan.current, plan.version)


def no_way_back(error: SchemadiffError) -> Note:
    """Return the note for a plan that has no reverse plan."""
    return Note(f"no reverse plan: {error.message}", Severity.WARNING, hint=error.hint)
