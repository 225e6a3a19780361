"""A plan as SQL: the statements that apply runs, unchanged, in their units.

Everything else is in comment lines, which text by others cannot leave. A unit after the first, and one that runs
outside of any transaction, begins with a line ``-- schemadiff:unit``; the statements themselves are not changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.model import Plan, Planned, Statement
from schemadiff.render import summary
from schemadiff.render.untrusted import one_line


def render(planned: Planned, *, width: int = 80, color: bool = False) -> str:
    """The plan as a script; only comments if there is nothing to do."""
    del width, color
    return "\n".join(_script(planned))


def terminated(sql: str) -> str:
    """The statement with a semicolon, on a line of its own if the statement ends with a comment."""
    return f"{sql}\n;" if "--" in sql.rpartition("\n")[2] else f"{sql};"


def _script(planned: Planned) -> Iterator[str]:
    yield _comment(summary.headline(planned).words)
    for refusal in planned.refusals:
        yield _comment(f"refused, {refusal.reason}: {refusal.message}")
    if planned.plan:
        yield "-- apply runs it with check_function_bodies = off, each unit in one transaction"
    yield ""
    number = 0
    for index, unit in enumerate(planned.plan.units):
        if index or not unit.transactional:
            yield f"-- schemadiff:unit{'' if unit.transactional else ' no-transaction'}"
            yield ""
        for statement in unit.statements:
            number += 1
            yield from _statement(planned.plan, number, statement)


def _statement(plan: Plan, number: int, statement: Statement) -> Iterator[str]:
    place = f" ({statement.at})" if statement.at else ""
    yield _comment(f"{number}. {statement.verb} {statement.address}{place}")
    if statement.effects.loses_data:
        yield _comment(f"loses data: {statement.effects.loses_data}")
    if statement.reason:
        yield _comment(f"because: {statement.reason}")
    if statement.not_online:
        yield _comment(f"not online: {statement.not_online}")
    if engine := summary.engine_words(plan, statement):
        yield _comment(f"engine: {engine}")
    yield terminated(statement.sql)
    yield ""


def _comment(text: str) -> str:
    return f"-- {one_line(text)}"
