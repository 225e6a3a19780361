"""Derives the access matrix from the catalogue's facts: one cell for each role, relation and command."""

from __future__ import annotations

from schemadiff.access.functions import reached_by, readable
from schemadiff.access.model import COMMANDS, Cell, Matrix, Outcome, Rule, Way
from schemadiff.access.read import Facts, Relation
from schemadiff.access.rows import by_rows
from schemadiff.access.views import through


def matrix(facts: Facts) -> Matrix:
    """The access matrix."""
    ways = _ways(facts)
    return Matrix(
        cells=tuple(
            _cell(facts, role, relation, command, ways.get((role, relation.oid), ()))
            for role in facts.roles
            for relation in facts.relations
            for command in COMMANDS
            if relation.takes(command)
        ),
        roles=facts.roles,
        relations=tuple(relation.address for relation in facts.relations),
        named=facts.named,
        unread=tuple(sorted({each.way for each in facts.definers if not readable(each)}, key=str)),
    )


def _cell(facts: Facts, role: str, relation: Relation, command: str, ways: tuple[Way, ...]) -> Cell:
    right = facts.rights[role, relation.oid, command]
    outcome, why, rules = _judged(facts, role, relation, command)
    if outcome.lets and relation.kind == "v":
        outcome, why = through(facts, role, relation, command)
    columns = right.columns if outcome is not Outcome.DENIED and not right.whole else ()
    return Cell(role, relation.address, command, outcome, why, columns, rules, ways)


def _judged(
    facts: Facts, role: str, relation: Relation, command: str
) -> tuple[Outcome, str, tuple[Rule, ...]]:
    right = facts.rights[role, relation.oid, command]
    if not right.usage:
        return Outcome.DENIED, f"no USAGE on schema {relation.schema}", ()
    if not right.whole and not right.columns:
        return Outcome.DENIED, "no grant", ()
    if command == "TRUNCATE":
        return Outcome.ALL, "policies do not count for TRUNCATE" if relation.row_security else "granted", ()
    return by_rows(facts, role, relation, command)


def _ways(facts: Facts) -> dict[tuple[str, int], tuple[Way, ...]]:
    """The ways by which each role reaches each relation with another role's privileges."""
    found: dict[tuple[str, int], list[Way]] = {}
    addresses = {relation.oid: relation.address for relation in facts.relations}
    for view, relation, owner in facts.views:
        for role in facts.roles:
            rights = (facts.rights.get((role, view, command)) for command in COMMANDS[:4])
            if view in addresses and any(r and r.usage and (r.whole or r.columns) for r in rights):
                found.setdefault((role, relation), []).append(Way(addresses[view], owner))
    for definer in filter(readable, facts.definers):
        for relation in reached_by(definer.definition, facts.relations):
            found.setdefault((definer.role, relation), []).append(definer.way)
    return {key: tuple(sorted(set(ways), key=str)) for key, ways in found.items()}
