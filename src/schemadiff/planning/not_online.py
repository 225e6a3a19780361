"""What a plan says about waiting: that it could be online, and why statements of an online one keep others waiting.

Their reader would take the latter for harmless. A strategy says why it leaves a statement as it is. Where none is about it, what it was seen to do says that it blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemadiff.model import Effects, Finding, LockMode, Note, Plan, Severity, Statement, Work
from schemadiff.settings import Settings
from schemadiff.words import count, listed

NAMED = 3
"""How many statements a note names before it only counts them."""
NO_WAY = {
    Work.REWRITE: "the table is rewritten under its lock; only a new column or table that is filled in steps avoids that",
    Work.BUILD: "an index is built under its lock, and schemadiff has no safer form of it",
    Work.SCAN: "all rows are read under its lock, and schemadiff has no safer form of it",
}
"""The reason where no strategy has one, by the work on rows."""

AVOIDED = ("MIG001", "MIG002", "MIG004", "MIG005", "MIG006", "MIG007", "MIG026")
"""The rules of lint about what an online plan does otherwise."""


def advised(findings: Sequence[Finding], settings: Settings) -> Iterator[Note]:
    """Yield a note that --online avoids what lint has found in a plan that is not online."""
    rules = sorted({each.rule for each in findings if each.severity is not Severity.INFO} & {*AVOIDED})
    if rules and not settings.online:
        yield Note(
            f"this plan keeps others waiting ({', '.join(rules)})",
            hint="plan --online does the same in steps that do not, wherever PostgreSQL has a way",
        )


def explained(plan: Plan) -> Plan:
    """Return the plan with the reason of each statement that keeps others waiting, and a note for each reason."""
    every = tuple(replace(statement, not_online=_why(statement)) for statement in plan.statements)
    return replace(plan, statements=every, notes=(*plan.notes, *_notes(every)))


def _why(statement: Statement) -> str:
    effects = statement.effects
    if effects.lock < LockMode.SHARE:
        # It is about something that the plan has made, so that nobody can be using it.
        return ""
    return statement.not_online or next((NO_WAY[work] for work in Work if work in _work(effects)), "")


def _work(effects: Effects) -> frozenset[Work]:
    """Return what the statement does with all rows of tables that it blocks."""
    if effects.measured:
        return frozenset(w for each in effects.relations if each.lock >= LockMode.SHARE for w in each.work)
    if effects.rewrites:
        return frozenset({Work.REWRITE})
    return frozenset({Work.SCAN}) if effects.scans else frozenset()


def _notes(statements: Sequence[Statement]) -> Iterator[Note]:
    found: dict[str, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(statements, 1):
        if statement.not_online:
            found.setdefault(statement.not_online, []).append((number, statement))
    for why, which in found.items():
        names = [f"statement {number} ({each.verb} {each.address})" for number, each in which[:NAMED]]
        names += [count(len(which) - NAMED, "more statement")] if len(which) > NAMED else []
        is_or_are = "is" if len(which) == 1 else "are"
        yield Note(f"{listed(names)} {is_or_are} not online: {why}", at=which[0][1].at)
