"""The locks that a transaction already holds when one of its statements runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemadiff.lint.step import Step
from schemadiff.model import Address, LockMode
from schemadiff.sql.effects import effects_of


def locking_before(steps: Sequence[Step]) -> Sequence[int | None]:
    """For each statement the index of the nearest earlier one of its transaction that locks a relation."""
    found: list[int | None] = []
    last: int | None = None
    for number, step in enumerate(steps):
        last = None if number and steps[number - 1].unit != step.unit else last
        found.append(None if step.alone else last)
        last = number if step.hit() else last
    return found


def working_under(steps: Sequence[Step]) -> Mapping[int, int]:
    """The index of each statement that works on rows while an earlier one keeps everybody out, with that one's index."""
    found: dict[int, int] = {}
    # The last statement by relation, the most recent at the end.
    held: dict[Address, int] = {}
    for number, step in enumerate(steps):
        if number and steps[number - 1].unit != step.unit:
            held.clear()
        if held and not step.alone and any(each.work for each in step.effects.relations):
            own = kept_out_by_itself(step)
            others = (earlier for relation, earlier in reversed(held.items()) if relation not in own)
            if (nearest := next(others, None)) is not None:
                found[number] = nearest
        for each in step.hit(lock=LockMode.ACCESS_EXCLUSIVE):
            held.pop(each.relation, None)
            held[each.relation] = number
    return found


def kept_out_by_itself(step: Step) -> frozenset[Address]:
    """The relations that a statement works on, if it keeps everybody out by itself, whatever came before."""
    if effects_of(step.node).lock is not LockMode.ACCESS_EXCLUSIVE:
        return frozenset()
    return frozenset(each.relation for each in step.effects.relations if each.work)
