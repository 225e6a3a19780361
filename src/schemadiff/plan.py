"""Make a plan: compare, let an engine work out the statements, prove them, and say what speaks against them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import indent
from typing import TYPE_CHECKING

from schemadiff.access import Matrix, access_of, differences
from schemadiff.administer import beside_administrators
from schemadiff.clients import before, changed
from schemadiff.compare import Comparison
from schemadiff.effects import effects
from schemadiff.engines import ENGINES, Database
from schemadiff.errors import ProofFailed, SchemadiffError
from schemadiff.granted import notes_of_server
from schemadiff.impact import as_seen, judged
from schemadiff.impact import refusals as refusals_of_lint
from schemadiff.model import (
    AccessChange,
    Address,
    Catalog,
    ClientChange,
    Effects,
    LockMode,
    Note,
    Plan,
    Planned,
    Proof,
    Severity,
    Statement,
    Verb,
)
from schemadiff.online import online
from schemadiff.positions import out_of_order
from schemadiff.preferences import notes_of_preferences
from schemadiff.preflight import ask_rows, asking, notes_of_rows
from schemadiff.proof.execute import execute
from schemadiff.proof.judges import catalogue, pg_dump
from schemadiff.proof.prove import Goal, Reached, judge, migra_opinion, prove_way_back, reach
from schemadiff.refusals import Asked, refusals
from schemadiff.renaming import STAGES, outcomes, steps, suggestions
from schemadiff.roles.notes import notes_of_roles
from schemadiff.scope import Scope, pinned, restrict
from schemadiff.snapshot import fingerprint
from schemadiff.sources import quoted_names
from schemadiff.statements import statements
from schemadiff.targets import creating, missing_roles

if TYPE_CHECKING:
    from schemadiff.types import Introspection


@dataclass(frozen=True)
class Proven:
    """What came of running a plan on the clone."""

    proof: Proof
    reverse: Sequence[Statement] | None = ()
    """None where nothing leads back, which then is what ``notes`` say."""
    notes: tuple[Note, ...] = ()
    clients: tuple[ClientChange, ...] = ()
    access: tuple[AccessChange, ...] = ()


@dataclass(frozen=True)
class Route:
    """From the current state to the desired one."""

    current: Catalog
    start: Catalog
    """The current state under the new names, once the renames have run."""
    desired: Catalog
    renames: tuple[Statement, ...]
    back: tuple[Statement, ...]
    """The opposites of the renames, in the order in which they undo them."""
    statements: tuple[Statement, ...]


def make(comparison: Comparison, asked: Asked) -> Planned:
    """The plan with everything that is to be said about it; nothing is written."""
    start = before(comparison)
    route = _route(comparison, asked)
    with comparison.clock.phase("diff"):
        plan = _plan(comparison, route, asked)
    said = ask_rows(comparison, plan)
    down: Plan | None = None
    proof: Proof | None = None
    clients: tuple[ClientChange, ...] = ()
    access: tuple[AccessChange, ...] = ()
    if not plan:
        proof = _same(comparison, route, asked) if asked.prove else None
    elif asked.prove:
        with comparison.clock.phase("proof"):
            proven = _prove(comparison, route, plan, asked, start)
        proof, clients, access = proven.proof, proven.clients, proven.access
        plan = replace(plan, notes=(*plan.notes, *proven.notes, *notes_of_rows(plan, proof, said)))
        plan = as_seen(plan, proof, comparison.target)
        down = _reverse(plan, proven.reverse) if proven.reverse is not None else None
    else:
        clients = changed(comparison, start, comparison.workshop.loaded) if start else ()
        try:
            down = _reverse(plan, [*_back(route, route.desired), *route.back])
        except SchemadiffError as error:
            plan = replace(plan, notes=(*plan.notes, _no_way_back(error)))
    found = judged(plan, route.current, comparison.settings)
    return Planned(
        plan=plan,
        findings=found,
        target=comparison.target.name,
        goal=comparison.goal_name,
        server=comparison.server,
        down=down,
        proof=proof,
        refusals=(
            *refusals(plan, proof, asked, _unmodelled(comparison, route)),
            *refusals_of_lint(found, comparison.settings),
        ),
        pending=tuple(each.migration.path for each in comparison.pending),
        answers=said,
        clients=clients,
        access=access,
        left_out=comparison.left_out,
        seconds=dict(comparison.clock.seconds),
    )


def _route(comparison: Comparison, asked: Asked) -> Route:
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
    return Route(comparison.current, current, desired, there, back, tuple(beside_administrators(found)))


def _rename(comparison: Comparison, current: Catalog) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Run the declared renames on the base, so that everything else is compared under the new names."""
    there: list[Statement] = []
    back: list[Statement] = []
    wanted = comparison.ours
    for stage in STAGES:
        if not comparison.wanted.renames:
            break
        found = list(steps(comparison.wanted.renames, current, wanted, stage))
        if not found:
            continue
        failure = execute(comparison.workshop, comparison.base, [step.there for step in found])
        if failure is not None:
            raise ProofFailed(
                f"cannot rename: {failure.statement.sql}: {failure.message}", at=failure.statement.at
            )
        there += [step.there for step in found]
        back = [step.back for step in reversed(found)] + back
        current = restrict(comparison.workshop.read(comparison.base), comparison.scope)
    return tuple(there), tuple(back)


def _completed(comparison: Comparison, desired: Catalog, found: list[Statement]) -> list[Statement]:
    """Run what another engine says, and let native finish what it leaves undone."""
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


def _plan(comparison: Comparison, route: Route, asked: Asked) -> Plan:
    every, renames = [*_finished(comparison, route)], len(route.renames)
    others: Sequence[Statement] = every[renames:]
    if comparison.settings.online:
        others = online(others, route.start, route.desired)
    start = replace(route.start, formerly=_former_names(route)) if renames else route.start
    finished = (*every[:renames], *asking(others, start, route.desired))
    return Plan(
        statements=finished,
        engine=asked.engine,
        current=fingerprint(route.current) if finished else "",
        desired=fingerprint(route.desired) if finished else "",
        version=comparison.wanted.catalog.version,
        notes=tuple(_notes(comparison, route, asked)),
    )


def _former_names(route: Route) -> dict[Address, str]:
    """The renamed tables and columns, by their new names: rows are asked for before anything is renamed."""
    found: dict[Address, str] = {}
    for there, back in zip(route.renames, reversed(route.back), strict=True):
        new, old = there.address, back.address
        if new.type == "table":
            found[new] = old.identity
        elif new.type == "table column" and new in route.start.objects:
            found[new] = quoted_names(old.identity)[-1]
    return found


def _finished(comparison: Comparison, route: Route) -> Iterator[Statement]:
    """Fill in what every statement has, whoever wrote it: effects, place, whole."""
    everything = (*route.renames, *route.statements)
    made = {s.address for s in everything if s.verb is Verb.CREATE}
    places = comparison.wanted.places
    for statement in everything:
        catalog = route.current if statement.verb is Verb.DROP else route.desired
        known = replace(effects(statement.sql), loses_data=statement.effects.loses_data)
        if _on_something_new(statement, known, made, route):
            known = replace(known, lock=LockMode.NONE, scans=False, rewrites=False)
        at = statement.at or (None if statement.verb is Verb.DROP else places.get(statement.address))
        yield replace(statement, effects=known, at=at, part_of=catalog.whole(statement.address))


def _on_something_new(statement: Statement, known: Effects, made: set[Address], route: Route) -> bool:
    """True if nobody can be using what the statement locks: it is made by the same plan."""
    whole = route.desired.whole(statement.address) or statement.address
    if whole not in made:
        return False
    if known.lock is not LockMode.SHARE_ROW_EXCLUSIVE:
        return True
    # A foreign key locks the table that it points to as well, and that may be an old one.
    needs = (route.current.objects.get(each) for each in route.desired.needs.get(statement.address, ()))
    return not any(old is not None and old.loss for old in needs)


def _unmodelled(comparison: Comparison, route: Route) -> list[Address]:
    return sorted({thing.address for thing in (*route.desired.unmodelled, *comparison.current.unmodelled)})


def _left_to_do(route: Route) -> Iterator[Note]:
    """What no statement can do for the user."""
    for statement in route.statements:
        obj = route.desired.objects.get(statement.address)
        if statement.verb is Verb.CREATE and obj is not None and (words := obj.by_hand()):
            yield Note(words[0], hint=words[1])


def _notes(comparison: Comparison, route: Route, asked: Asked) -> Iterator[Note]:
    yield from dict.fromkeys(_left_to_do(route))
    for words in comparison.note_of_majors():
        yield Note(words, Severity.WARNING)
    if comparison.settings.privileges == "exact":
        with comparison.target.connect() as conn:
            yield from notes_of_server(conn)
    for address in _unmodelled(comparison, route) if asked.allow_unmodelled else ():
        words = f"{address} is not compared: schemadiff does not know this kind of object yet"
        yield Note(words, Severity.WARNING)
    # Where nothing is planned nothing is dropped: to find that out again takes as long as the plan did.
    if route.statements and not route.renames:
        yield from suggestions(route.current, route.desired, dict(comparison.wanted.places))
    wanted = comparison.wanted
    yield from (*wanted.notes, *outcomes(wanted.renames, comparison.current, comparison.ours, route.renames))
    yield from out_of_order(route.current, route.desired)
    yield from (*notes_of_roles(comparison, route.statements), *notes_of_preferences(comparison.target))
    if comparison.target.server is None and route.statements:
        for role in missing_roles(comparison.target, wanted.roles - wanted.managed.roles):
            yield Note(
                f"role {role} does not exist on the target, and roles are not managed here: apply would fail",
                Severity.WARNING,
                hint=f"create it there first: {creating([role])}",
            )


def _same(comparison: Comparison, route: Route, asked: Asked) -> Proof:
    """No differences: let pg_dump say so as well, for it sees what we do not model."""
    began = time.monotonic()
    with comparison.clock.phase("proof"):
        direct = not comparison.pending and comparison.same_major
        text = comparison.live_dump if direct else comparison.workshop.dump(comparison.base)
        verdicts = [
            catalogue(route.current, route.desired),
            pg_dump(text, comparison.wanted_dump, comparison.about),
        ]
        if asked.second_opinion:
            verdicts.append(migra_opinion(comparison.workshop, Reached(comparison.base, None)))
    return Proof(tuple(verdicts), seconds=time.monotonic() - began)


def _prove(
    comparison: Comparison, route: Route, plan: Plan, asked: Asked, start: Introspection | None
) -> Proven:
    """Run the plan on a copy of the base, and the way back after it; ``start`` is what clients see of the base."""
    began = time.monotonic()
    workshop, base = comparison.workshop, comparison.base
    goal = Goal(route.desired, comparison.wanted_dump, comparison.about)
    # The renames have run on the base itself already.
    there = plan.statements[len(route.renames) :]
    renamed = route.start
    may = _access(comparison, base)
    reached = reach(workshop, base, there, renamed, goal)
    proof = judge(workshop, reached, goal)
    if reached.catalog is None:
        return Proven(replace(proof, seconds=time.monotonic() - began))
    # Before the way back runs there.
    clients = changed(comparison, start, reached.database)
    access = differences(may, _access(comparison, reached.database))
    if asked.second_opinion:
        proof = replace(proof, verdicts=(*proof.verdicts, migra_opinion(workshop, reached)))
    reverse: list[Statement] = []
    if proof.ok:
        try:
            reverse = _back(route, reached.catalog)
        except SchemadiffError as error:
            proof = replace(proof, seconds=time.monotonic() - began)
            return Proven(proof, None, (_no_way_back(error),), clients, access)
        scope = replace(comparison.scope, versions=frozenset())
        everything = replace(comparison.about, mode="exact", scope=scope)
        home = Goal(pinned(renamed, scope), workshop.dump(base), everything)
        way_back = prove_way_back(workshop, base, reached, there=there, down=reverse, start=home)
        proof = replace(proof, way_back=way_back)
        reverse += route.back
    return Proven(replace(proof, seconds=time.monotonic() - began), reverse, clients=clients, access=access)


def _no_way_back(error: SchemadiffError) -> Note:
    return Note(f"nothing leads back: {error.message}", Severity.WARNING, hint=error.hint)


def _back(route: Route, reached: Catalog) -> list[Statement]:
    """What leads back to the start under the new names, and what it asks of the rows that are there by then.

    Extensions have scripts for the way up, and seldom down: they keep their version.
    """
    start, reached = (pinned(catalog, Scope()) for catalog in (route.start, reached))
    return [*asking(statements(reached, start), reached, start)]


def _access(comparison: Comparison, database: str) -> Matrix:
    """Who may do what in a throw-away database: before and after are asked of the same server and its roles."""
    with comparison.workshop.connect(database) as conn:
        return access_of(conn, comparison.scope)


def _reverse(plan: Plan, found: Sequence[Statement]) -> Plan:
    finished = [replace(s, effects=replace(effects(s.sql), loses_data=s.effects.loses_data)) for s in found]
    return Plan(tuple(finished), "native", plan.desired, plan.current, plan.version)
