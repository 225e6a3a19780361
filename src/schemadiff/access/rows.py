"""The rows that policies allow to a role that holds the privilege."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemadiff.access.model import Outcome, Rule
from schemadiff.access.read import Facts, Policy, Relation

LETTERS: Mapping[str, str] = {"SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d"}
"""The values of ``polcmd``; policies do not apply to TRUNCATE."""
ALL_COMMANDS = "*"
PARTS: Mapping[str, tuple[str, ...]] = {
    "SELECT": ("using",),
    "INSERT": ("check",),
    "UPDATE": ("using", "check"),
    "DELETE": ("using",),
}
"""The conditions that each command uses: for existing rows, for new rows, or both."""


def by_rows(
    facts: Facts, role: str, relation: Relation, command: str
) -> tuple[Outcome, str, tuple[Rule, ...]]:
    """The outcome for a role that holds the privilege, its reason, and the policies behind it."""
    right = facts.rights[role, relation.oid, command]
    if not relation.row_security:
        return Outcome.ALL, _unguarded(relation), ()
    if right.bypasses:
        return Outcome.ALL, right.bypasses, ()
    met = facts.policies.get((role, relation.oid), ())
    return _by_policies(command, tuple(_applied(command, met)))


def _unguarded(relation: Relation) -> str:
    if relation.kind in "rp":
        return "no row level security"
    return (
        "granted, and reads with the privileges of the current user" if relation.asks_as_caller else "granted"
    )


def _applied(command: str, met: tuple[Policy, ...]) -> Iterator[Rule]:
    """Yield the policies that apply to the command, with the conditions that PostgreSQL uses.

    A policy without a condition for the command neither allows nor denies; without WITH CHECK, USING applies to new
    rows as well (CREATE POLICY in the manual; ``add_with_check_options`` in the server).
    """
    for letter, rule in met:
        if letter not in (LETTERS[command], ALL_COMMANDS):
            continue
        using = None if command == "INSERT" else rule.using
        check = (rule.check or rule.using) if command in ("INSERT", "UPDATE") else None
        if using or check:
            yield rule._replace(using=using, check=check)


def _by_policies(command: str, rules: tuple[Rule, ...]) -> tuple[Outcome, str, tuple[Rule, ...]]:
    if not any(rule.permissive for rule in rules):
        return Outcome.NONE, "only restrictive policies" if rules else "no policy", ()
    parts = {
        _part([(r.permissive, text) for r in rules if (text := getattr(r, name))]) for name in PARTS[command]
    }
    names = f"polic{'ies' if rules[1:] else 'y'} {', '.join(rule.name for rule in rules)}"
    if Outcome.NONE in parts:
        return Outcome.NONE, f"{names}: never true", rules
    if parts == {Outcome.ALL}:
        return Outcome.ALL, f"{names}: true for every row", rules
    return Outcome.SOME, names, rules


def _part(said: Sequence[tuple[bool, str]]) -> Outcome:
    """The outcome of the conditions together: one permissive and all restrictive ones must be true."""
    free = {text for permissive, text in said if permissive}
    bound = {text for permissive, text in said if not permissive}
    if free <= {"false"} or "false" in bound:
        return Outcome.NONE
    return Outcome.ALL if "true" in free and bound <= {"true"} else Outcome.SOME
