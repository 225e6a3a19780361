"""Safer ways to do the same: statements that keep others waiting for long, done so that they do not.

One file is one of them, STRATEGIES lists all. What a plan says in one transaction becomes several, so that a
migration that fails can stop half way; the proof runs it like that, and the judges see no difference in the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemadiff.model import Address, Catalog, Statement, Verb
from schemadiff.online import create_index, not_valid, set_not_null, unique_index
from schemadiff.online.strategy import Place, Safer, Strategy
from schemadiff.planning.effects import effects

STRATEGIES: tuple[Strategy, ...] = (create_index, not_valid, set_not_null, unique_index)


def online(statements: Sequence[Statement], before: Catalog, desired: Catalog) -> tuple[Statement, ...]:
    """The statements, those that can be done so that others go on moved behind the rest, in units of their own."""
    dropped = frozenset(s.address for s in statements if s.verb is Verb.DROP)
    now: list[Statement] = []
    late: list[Statement] = []
    moved: set[Address] = set()
    needs = _needs(desired)
    for statement in statements:
        waits = _waits_for(statement, moved, needs)
        place = Place(before, desired, statement.address in dropped)
        safer = None if _under_a_path(statement, desired) else _safer(statement, place)
        if waits or safer:
            moved.add(statement.address)
        if safer is None:
            goes_on = (
                bool(late) and late[-1].address == statement.address and _under_a_path(statement, desired)
            )
            (late if waits else now).append(replace(statement, apart=not goes_on) if waits else statement)
            continue
        first = [_said(statement, sql) for sql in safer.now]
        late += [replace(each, apart=True) for each in first] if waits else []
        now += [] if waits else first
        for beginning, *others in safer.later:
            late.append(replace(_said(statement, beginning), apart=True))
            late += [_said(statement, sql) for sql in others]
    return (*now, *late)


def _safer(statement: Statement, place: Place) -> Safer | None:
    return next(filter(None, (each.safer(statement, place) for each in STRATEGIES)), None)


def _under_a_path(statement: Statement, desired: Catalog) -> bool:
    """True if it may stand between two that set the search_path for it, which holds to the end of a transaction."""
    obj = desired.objects.get(statement.address)
    return obj is not None and obj.meaning is not None


def _waits_for(statement: Statement, moved: set[Address], needs: Mapping[Address, set[Address]]) -> bool:
    """True if it is about something that comes later by now, or needs it."""
    if statement.verb is Verb.DROP or not moved:
        return False
    return statement.address in moved or not moved.isdisjoint(needs.get(statement.address, ()))


def _needs(desired: Catalog) -> dict[Address, set[Address]]:
    """What each object depends on, and is a part of."""
    found: dict[Address, set[Address]] = {}
    for dependent, referenced in desired.depends:
        found.setdefault(dependent, set()).add(referenced)
    for address, obj in desired.objects.items():
        if obj.parent is not None:
            found.setdefault(address, set()).add(obj.parent)
    return found


def _said(statement: Statement, sql: str) -> Statement:
    words = "done so that others go on (online)"
    reason = f"{statement.reason}; {words}" if statement.reason else words
    return replace(statement, sql=sql, effects=effects(sql), reason=reason)


__all__ = ["STRATEGIES", "online"]
