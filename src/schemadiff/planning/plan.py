"""Making a plan: compare, let an engine work out the statements, prove them, and collect the reasons to refuse them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from schemadiff.access import Matrix, access_of, differences
from schemadiff.catalog.stored import fingerprints
from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.settingplaces import setting_place
from schemadiff.desired.trees import unchecked
from schemadiff.diff.positions import text_as_placed
from schemadiff.errors import SchemadiffError
from schemadiff.interplay.bounds import bounded
from schemadiff.interplay.outside_keys import refers_outside
from schemadiff.interplay.unfinished import finished, unfinished
from schemadiff.migration_tools.runners import RUNNERS, applying
from schemadiff.migrations.split import separated, values_first
from schemadiff.migrations.state import statuses
from schemadiff.model import (
    AccessChange,
    Address,
    Answer,
    ClientChange,
    Effects,
    LockMode,
    Note,
    Plan,
    Planned,
    Proof,
    Refusal,
    Statement,
    Verb,
)
from schemadiff.online import online
from schemadiff.planning.back import back, no_way_back, reverse, stepwise
from schemadiff.planning.clients import before, changed
from schemadiff.planning.impact import as_seen, judged
from schemadiff.planning.impact import refusals as refusals_of_lint
from schemadiff.planning.joining import joined
from schemadiff.planning.lock_space import notes_of_lock_space
from schemadiff.planning.not_online import advised, explained
from schemadiff.planning.notes import notes, unmodelled
from schemadiff.planning.orphaned import refusals_of_orphaned
from schemadiff.planning.overloads import as_found, notes_of_found
from schemadiff.planning.places import refusals_of_places
from schemadiff.planning.preflight import ask_rows, asking, notes_of_rows
from schemadiff.planning.refusals import Asked, refusals
from schemadiff.planning.route import Route, former_names, routed
from schemadiff.proof.entry_names import entry_names
from schemadiff.proof.judges import catalogue, pg_dump
from schemadiff.proof.prove import Goal, Reached, judge, migra_opinion, prove_way_back, reach
from schemadiff.scope import pinned
from schemadiff.sql.effects import effects

if TYPE_CHECKING:
    from schemadiff.types import Introspection


@dataclass(frozen=True)
class Proven:
    """The result of running a plan on the clone; ``proof`` is None where none was asked for."""

    proof: Proof | None
    reverse: Sequence[Statement] | None = ()
    """The reverse plan; None if there is none, with the reason in ``notes``."""
    steps: Sequence[Sequence[Statement]] = ()
    """The reverse plan of each unit, where each unit becomes a migration of its own."""
    notes: tuple[Note, ...] = ()
    clients: tuple[ClientChange, ...] = ()
    access: tuple[AccessChange, ...] = ()


def make(comparison: Comparison, asked: Asked) -> Planned:
    """Return the plan with its proof, findings, notes and refusals; writes no file."""
    if asked.prove:
        comparison.begin_dump()
    client_view = before(comparison)
    route = routed(comparison, asked)
    with comparison.clock.phase("diff"):
        plan = _plan(comparison, route, asked)
    answers = ask_rows(comparison, plan)
    proven = _prove_if_asked(comparison, route, plan, asked, client_view)
    plan = _with_what_was_seen(comparison, plan, proven, answers)
    found = judged(plan, route.current, comparison.settings)
    return Planned(
        plan=replace(plan, notes=(*plan.notes, *advised(found, comparison.settings))),
        findings=found,
        target=comparison.target.name,
        goal=comparison.goal_name,
        apply=_how_to_apply(comparison),
        server=comparison.server,
        down=reverse(plan, proven.reverse) if proven.reverse is not None else None,
        steps=tuple(reverse(plan, step) for step in proven.steps),
        proof=proven.proof,
        refusals=(
            *_refusals(comparison, route, plan, proven.proof, asked),
            *refusals_of_lint(found, comparison.settings),
        ),
        pending=tuple(each.migration.path for each in comparison.pending),
        answers=answers,
        clients=proven.clients,
        access=proven.access,
        left_out=comparison.left_out,
        seconds=comparison.clock.everything,
    )


def _refusals(
    comparison: Comparison, route: Route, plan: Plan, proof: Proof | None, asked: Asked
) -> Iterator[Refusal]:
    yield from refusals_of_places(comparison, route)
    yield from refusals_of_orphaned(comparison, route)
    yield from refusals(plan, proof, asked, unmodelled(comparison, route))


def _with_what_was_seen(
    comparison: Comparison, plan: Plan, proven: Proven, answers: Sequence[Answer]
) -> Plan:
    """Return the plan with the notes of its proof, and with the effects that its statements were seen to have."""
    seen = [*_notes_of_proof(comparison, plan, proven.proof, answers)] if plan and proven.proof else ()
    plan = replace(plan, notes=(*plan.notes, *proven.notes, *seen))
    plan = as_seen(plan, proven.proof, comparison.target) if plan and proven.proof else plan
    return explained(plan) if comparison.settings.online else plan


def _notes_of_proof(
    comparison: Comparison, plan: Plan, proof: Proof, answers: Sequence[Answer]
) -> Iterator[Note]:
    yield from notes_of_rows(plan, proof, answers)
    yield from notes_of_lock_space(proof, comparison.target)


def _how_to_apply(comparison: Comparison) -> str:
    """Return the command that runs the migrations."""
    seen = statuses(comparison.migrations, comparison.history) if comparison.pending else ()
    return applying(comparison.settings, seen, comparison.target.name)


def _prove_if_asked(
    comparison: Comparison, route: Route, plan: Plan, asked: Asked, client_view: Introspection | None
) -> Proven:
    """Prove the plan, or that none is needed, if a proof is asked for; ``client_view`` is what clients see before it."""
    if not plan:
        return Proven(_prove_equal(comparison, route, asked) if asked.prove else None, None)
    if asked.prove:
        with comparison.clock.phase("proof"):
            return _prove(comparison, route, plan, asked, client_view)
    clients = changed(comparison, client_view, comparison.workshop.loaded) if client_view else ()
    try:
        found = as_found(route.start, route.desired)
        unrestored = tuple(notes_of_found(route.start, found))
        down = back(route.desired, finished(found))
        return Proven(None, [*down, *route.back], notes=unrestored, clients=clients)
    except SchemadiffError as error:
        return Proven(None, None, notes=(no_way_back(error),), clients=clients)


def _plan(comparison: Comparison, route: Route, asked: Asked) -> Plan:
    with unchecked():
        every = [*_with_effects(comparison, route)]
    renames = len(route.renames)
    others: Sequence[Statement] = every[renames:]
    start = replace(route.start, formerly=former_names(route)) if renames else route.start
    goal = route.desired
    workshop, settings = comparison.workshop, comparison.settings
    if settings.preflight or settings.online:
        goal = bounded(start, goal, lambda: workshop.session(workshop.loaded))
    if settings.online:
        others = online(others, route.start, goal)
    goal = goal if settings.preflight else route.desired
    asked_of_rows = joined(asking(others, start, goal), goal, start)
    finished = separated((*every[:renames], *values_first([*asked_of_rows])))
    was, will_be = fingerprints(route.current, route.desired) if finished else ("", "")
    return Plan(
        statements=finished,
        engine=asked.engine,
        current=was,
        desired=will_be,
        version=comparison.wanted.catalog.version,
        notes=tuple(notes(comparison, route, asked)),
    )


def _with_effects(comparison: Comparison, route: Route) -> Iterator[Statement]:
    """Yield the statements of the route with their effects, position and whole, whichever engine wrote them."""
    everything = (*route.renames, *route.statements)
    made: set[Address] = set()
    places = comparison.wanted.places
    for statement in everything:
        # Until its CREATE comes, an object that is made anew is still the old one.
        if statement.verb is Verb.CREATE:
            made.add(statement.address)
        catalog = route.current if statement.verb is Verb.DROP else route.desired
        known = replace(effects(statement.sql), loses_data=statement.effects.loses_data)
        if _on_something_new(statement, known, made, route):
            known = replace(known, lock=LockMode.NONE, scans=False, rewrites=False)
        at = statement.at or setting_place(statement.sql, places)
        at = at or (None if statement.verb is Verb.DROP else places.get(statement.address))
        yield replace(statement, effects=known, at=at, part_of=catalog.whole(statement.address))


def _on_something_new(statement: Statement, known: Effects, made: set[Address], route: Route) -> bool:
    """Return True if the plan itself has created the object that a statement locks, so that nobody can be using it."""
    whole = route.desired.whole(statement.address) or statement.address
    if whole not in made:
        return False
    creates = statement.verb is Verb.CREATE and statement.address == whole
    if known.lock is not LockMode.SHARE_ROW_EXCLUSIVE and not creates:
        return True
    # A foreign key also locks the table that it references, and a partition or child its parent: they may be old ones.
    if refers_outside(statement.address, route.desired):
        return False
    parts = route.desired.children.get(whole, ()) if creates else ()
    needs = chain.from_iterable(route.desired.needs.get(each, ()) for each in (statement.address, *parts))
    return not any(old is not None and old.loss for old in map(route.current.objects.get, needs))


def _prove_equal(comparison: Comparison, route: Route, asked: Asked) -> Proof:
    """Prove that there are no differences; pg_dump has to agree, because it sees what we do not model."""
    began = time.monotonic()
    with comparison.clock.phase("proof"):
        wanted = text_as_placed(comparison.wanted_dump, route.start, route.desired)
        verdicts = [
            catalogue(route.current, route.desired),
            pg_dump(comparison.start_dump, wanted, comparison.entry_filter),
        ]
        if asked.second_opinion:
            verdicts.append(migra_opinion(comparison.workshop, Reached(comparison.base, None)))
    return Proof(tuple(verdicts), seconds=time.monotonic() - began)


def _prove(
    comparison: Comparison, route: Route, plan: Plan, asked: Asked, client_view: Introspection | None
) -> Proven:
    """Run the plan on a copy of the base, and then the reverse plan; ``client_view`` is what clients see of the base."""
    began = time.monotonic()
    workshop, base = comparison.workshop, comparison.base
    goal = Goal(route.desired, lambda: comparison.wanted_dump, comparison.entry_filter)
    # The renames have run on the base itself already.
    there = plan.statements[len(route.renames) :]
    renamed = route.start
    may = _access(comparison, base, {r for obj in route.desired.objects.values() for r in obj.named_roles()})
    reached = reach(workshop, base, there, renamed, goal)
    proof = judge(reached, goal)
    if reached.catalog is None:
        return Proven(replace(proof, seconds=time.monotonic() - began))
    # Must be read before the reverse plan runs in the same database.
    clients = changed(comparison, client_view, reached.database)
    access = differences(may, _access(comparison, reached.database, may.named))
    # 10 MB for 5,000 tables, while the reverse plan is proven.
    del may
    if asked.second_opinion:
        proof = replace(proof, verdicts=(*proof.verdicts, migra_opinion(workshop, reached)))
    proven = Proven(proof, clients=clients, access=access)
    if proof.ok:
        proven = _prove_back(comparison, route, plan, reached, proven)
    assert proven.proof is not None
    return replace(proven, proof=replace(proven.proof, seconds=time.monotonic() - began))


def _prove_back(comparison: Comparison, route: Route, plan: Plan, reached: Reached, proven: Proven) -> Proven:
    """Run the reverse plan in the database where the plan has run, and add it to ``proven``."""
    assert proven.proof is not None
    assert reached.catalog is not None
    there = plan.statements[len(route.renames) :]
    found = as_found(route.start, reached.catalog)
    start = finished(found)
    scope = replace(comparison.scope, versions=frozenset())
    # pg_dump leaves invalid indexes out, and the way back makes them valid.
    left_out = comparison.entry_filter.left_out | entry_names(unfinished(found))
    everything = replace(comparison.entry_filter, mode="exact", scope=scope, left_out=left_out, unsaid={})
    home = Goal(pinned(start, scope), reached.base, everything)
    try:
        steps = (
            [*stepwise(comparison, replace(route, start=start), plan)] if _by_unit(comparison, plan) else []
        )
        loaded = (
            partial(comparison.workshop.session, comparison.base) if comparison.settings.preflight else None
        )
        down = [s for step in reversed(steps) for s in step] or back(reached.catalog, start, loaded)
    except SchemadiffError as error:
        return replace(proven, reverse=None, notes=(no_way_back(error),))
    way_back = prove_way_back(
        comparison.workshop, comparison.base, reached, there=there, down=down, start=home
    )
    if steps:
        steps[0] = [*steps[0], *route.back]
    proof = replace(proven.proof, way_back=way_back)
    unrestored = tuple(notes_of_found(route.start, found))
    return replace(proven, proof=proof, reverse=[*down, *route.back], steps=steps, notes=unrestored)


def _by_unit(comparison: Comparison, plan: Plan) -> bool:
    """Return True if each unit becomes a migration that can be reverted by itself."""
    return comparison.settings.layout in RUNNERS and len(plan.units) > 1


def _access(comparison: Comparison, database: str, beside: Iterable[str]) -> Matrix:
    """Return who may do what in a throw-away database; before and after are read on the same server, with the same roles.

    A role that only the other state names, such as an owner who is granted something, may have had rights before.
    """
    with comparison.workshop.session(database) as conn:
        return access_of(conn, comparison.scope, beside=beside)
