"""Sentences that describe a plan, shared by the formats for people.

Nothing here is escaped: each format does that in its own way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from schemadiff.model import (
    Address,
    Effects,
    Finding,
    LockMode,
    Note,
    Plan,
    Planned,
    Proof,
    Severity,
    Statement,
    Verb,
)
from schemadiff.render.effect_words import blocking, lock_words, seen_words
from schemadiff.words import count, first_of

RANGES_SHOWN = 6
LOST_SHOWN = 5
STAYS_LOST = "data lost by the plan stays lost"
LOSES_LATER = "it loses data written after apply"
OUR_GOAL = Planned.goal
"""The default goal of a plan."""


class Tone(StrEnum):
    """The tone of a sentence, which decides its colour."""

    GOOD = "good"
    PLAIN = "plain"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Message:
    """A sentence and its tone."""

    tone: Tone
    words: str


Numbered = tuple[int, Statement]
"""A statement and its number in the plan, from 1."""


@dataclass(frozen=True)
class Group:
    """Statements about one main object, with their numbers in the plan."""

    name: str
    """The object's name for a reader ("table app.users"; "app.users" if only its parts change)."""
    numbered: tuple[Numbered, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements without numbers."""
        return tuple(statement for _, statement in self.numbered)

    @property
    def doing(self) -> str:
        """The change to the object itself ("create", "alter", "drop", "rebuild")."""
        own = {s.verb for s in self.statements if str(s.address) == self.name}
        if {Verb.CREATE, Verb.DROP} <= own:
            return "rebuild"
        return str(next((v for v in (Verb.CREATE, Verb.DROP) if v in own), Verb.ALTER))

    @property
    def lock(self) -> LockMode:
        """The strongest lock of its statements."""
        return max((s.effects.lock for s in self.statements), default=LockMode.NONE)


def headline(planned: Planned) -> Message:
    """The verdict in one line."""
    if planned.refusals:
        return Message(Tone.BAD, f"refused: {_amount(planned)}")
    if planned.proof is not None and not planned.proof.ok:
        return Message(Tone.BAD, f"the proof failed: {_amount(planned)}")
    if not planned.plan:
        return _nothing_to_do(planned)
    if planned.proof is None:
        return Message(Tone.WARNING, f"{_amount(planned)}; not proven")
    careful = planned.plan.losses or any(answer.rows for answer in planned.answers)
    careful = careful or any(change.breaks for change in planned.clients)
    tone = Tone.WARNING if careful else Tone.GOOD
    return Message(tone, f"{_amount(planned)}; proven on a clone")


def _nothing_to_do(planned: Planned) -> Message:
    judges = [v.judge for v in planned.proof.verdicts] if planned.proof else []
    evidence = ", ".join(dict.fromkeys(["catalogue", *judges]))
    if not planned.pending:
        return Message(Tone.GOOD, f"no changes: {planned.target} equals {planned.goal} ({evidence})")
    waiting = count(len(planned.pending), "pending migration is", "pending migrations are")
    return Message(
        Tone.WARNING,
        f"no new migration needed: {planned.target} equals {planned.goal} once {waiting} applied ({evidence})",
    )


def _amount(planned: Planned) -> str:
    statements = planned.plan.statements
    between = planned.goal != OUR_GOAL
    way = f"from {planned.target} to {planned.goal}" if between else f"for {planned.target}"
    amount = f"{count(len(statements), 'statement') if statements else 'no statements'} {way}"
    failing = len({answer.statement for answer in planned.answers if answer.rows})
    fails = [count(failing, "fails on existing rows", "fail on existing rows")] if failing else []
    breaks = ["breaks clients"] if any(change.breaks for change in planned.clients) else []
    return ", ".join([amount, *fails, *_hazards(statements), *breaks])


def _hazards(statements: Sequence[Statement]) -> Iterator[str]:
    effects = [s.effects for s in statements]
    if loses := sum(bool(e.loses_data) for e in effects):
        yield count(loses, "loses data", "lose data")
    if rewrites := sum(e.rewrites for e in effects):
        yield count(rewrites, "rewrites a table", "rewrite a table")
    if scans := sum(e.scans and not e.rewrites and blocking(e) for e in effects):
        yield count(scans, "reads a whole table", "read a whole table")
    if outside := sum(not e.transactional for e in effects):
        yield count(outside, "runs outside of a transaction", "run outside of a transaction")


def strongest_lock(plan: Plan) -> str:
    """The strongest lock of the plan, and the statements that take it; empty if none blocks other sessions."""
    lock = max((s.effects.lock for s in plan.statements), default=LockMode.NONE)
    if not blocking(Effects(lock)):
        return ""
    which = which_statements([number for number, s in numbered(plan) if s.effects.lock == lock])
    return f"strongest lock: {lock_words(lock)} ({which})"


def which_statements(numbers: Sequence[int]) -> str:
    """Ascending statement numbers, consecutive ones as a range ("statements 1-3, 7 and 20 more")."""
    ranges = []
    for _, row in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *_, last = [number for _, number in row] * 2
        ranges.append((first, last))
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:RANGES_SHOWN]]
    hidden = sum(last - first + 1 for first, last in ranges[RANGES_SHOWN:])
    more = f" and {hidden} more" if hidden else ""
    return f"{'statement' if len(numbers) == 1 else 'statements'} {', '.join(shown)}{more}"


def effect_words(effects: Effects) -> Iterator[str]:
    """Yield the effects of a statement on other users of the database, without data loss."""
    yield from seen_words(effects) if effects.relations else _told_words(effects)
    if effects.lock and not effects.measured:
        yield "not measured"
    if not effects.transactional:
        yield "outside of any transaction"


def _told_words(effects: Effects) -> Iterator[str]:
    brief = blocking(effects) and not (effects.rewrites or effects.scans)
    yield lock_words(effects.lock) + (", for an instant" if brief else "")
    if effects.rewrites:
        yield "rewrites a whole table"
    elif effects.scans:
        yield "reads a whole table or builds an index"


def place_words(statement: Statement, goal: str = OUR_GOAL) -> str:
    """The line of ``desired/`` behind the statement; if none, "not in desired/", or nothing if it has a reason."""
    # A goal other than desired/ need not be files.
    if statement.at:
        return str(statement.at)
    return "" if statement.reason or goal != OUR_GOAL else f"not in {OUR_GOAL}"


def engine_words(plan: Plan, statement: Statement) -> str:
    """The engine that wrote the statement, if it is not the plan's; else empty."""
    return "" if statement.engine == plan.engine else f"{statement.engine}, completes {plan.engine}'s script"


def main_object(address: Address) -> str:
    """The relation or routine that a reader associates with the object, derived from its identity.

    ``p on app.t``, ``app.t.c``, ``for app.t.c`` and ``table column app.t.c`` all belong to ``app.t``; ``anon on schema
    app`` belongs to ``schema app``.
    """
    words = _split(address.identity, " ")
    for word in reversed(words):
        parts = _split(word, ".")
        if len(parts) > 1:
            return ".".join(parts[:2])
    if "on" in words:
        words = words[len(words) - words[::-1].index("on") :]
    return " ".join(words) if len(words) > 1 else str(address)


def _split(identity: str, separator: str) -> list[str]:
    """Split at separators outside of quotes and parentheses."""
    parts, depth = [""], 0
    for piece in re.findall(r'"(?:[^"]|"")*"|.', identity, re.DOTALL):
        depth += (piece == "(") - (piece == ")")
        if piece == separator and depth == 0:
            parts.append("")
            continue
        parts[-1] += piece
    return parts


def numbered(plan: Plan) -> tuple[Numbered, ...]:
    """The statements with their numbers in the plan."""
    return tuple(enumerate(plan.statements, 1))


def number_of(plan: Plan, statement: Statement) -> int | None:
    """The number of a statement in the plan; None if it is not part of it."""
    return next((number for number, other in numbered(plan) if other == statement), None)


def groups(statements: Sequence[Numbered]) -> tuple[Group, ...]:
    """The statements grouped by main object, in order of first appearance."""
    found: dict[str, list[Numbered]] = {}
    for each in statements:
        found.setdefault(_main(each), []).append(each)
    return tuple(Group(_label(name, them), tuple(them)) for name, them in found.items())


def whole_of(statement: Statement) -> str:
    """The main object of a statement: the table of an index or a policy, for example."""
    return main_object(statement.part_of or statement.address)


def runs(statements: Sequence[Numbered]) -> Iterator[Group]:
    """Yield the statements in order, in groups of consecutive ones about the same main object."""
    labels = {_main(group.numbered[0]): group.name for group in groups(statements)}
    for name, stretch in groupby(statements, key=_main):
        yield Group(labels[name], tuple(stretch))


def _main(numbered: Numbered) -> str:
    return whole_of(numbered[1])


def _label(name: str, statements: Sequence[Numbered]) -> str:
    """The name with its type, if a statement is about the object itself or records it as its whole."""
    own = (s.address for _, s in statements if s.part_of is None and s.address.identity == name)
    whole = (s.part_of for _, s in statements if s.part_of is not None)
    return str(next(own, None) or next(whole, None) or name)


PLURALS = {"index": "indexes", "policy": "policies", "privilege": "grants", "table constraint": "constraints"}
SINGULARS = {"privilege": "grant", "table column": "column", "table constraint": "constraint"}


def kinds_words(statements: Sequence[Statement]) -> str:
    """The number of objects of each kind ("3 policies, 1 index, 2 grants")."""
    kinds = Counter(address.type for address in dict.fromkeys(s.address for s in statements))
    return ", ".join(_kind_words(kind, number) for kind, number in kinds.items())


def _kind_words(kind: str, number: int) -> str:
    noun = SINGULARS.get(kind, kind)
    return count(number, noun, PLURALS.get(kind, ""))


def totals(plan: Plan) -> Iterator[str]:
    """Yield the numbers of created, altered and dropped objects by kind, main objects before their parts."""
    for verb in Verb:
        found = [s for s in plan.statements if s.verb is verb]
        wholes, parts = [s for s in found if s.part_of is None], [s for s in found if s.part_of is not None]
        if found:
            words = [kinds_words(side) for side in (wholes, parts) if side]
            yield f"{verb}s {', with '.join(words)}"


def way_back(planned: Planned) -> Message | None:
    """Whether the plan can be undone, and what that loses; None if there is nothing to undo."""
    if not planned.plan:
        return None
    if not planned.down:
        return Message(Tone.BAD, "irreversible: there is no reverse plan")
    proof = planned.proof.way_back if planned.proof else None
    if proof is None:
        return Message(Tone.WARNING, "not proven")
    if proof.failure:
        return Message(Tone.BAD, "irreversible: the reverse plan fails")
    if not proof.ok:
        return Message(Tone.BAD, "irreversible: the reverse plan does not restore the state before")
    every = [f"{what}: {first_of(lost, LOST_SHOWN)}" for what, lost in price(planned)]
    return (
        Message(Tone.WARNING, f"reversible, but {'; '.join(every)}")
        if every
        else Message(Tone.GOOD, "reversible")
    )


def price(planned: Planned) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what the way back loses, or does not bring back: in words, and each of it."""
    for what, plan in (STAYS_LOST, planned.plan), (LOSES_LATER, planned.down):
        if lost := list(dict.fromkeys(s.effects.loses_data for s in plan.losses)) if plan else []:
            yield what, lost


def judged(proof: Proof) -> Iterator[tuple[str, Message]]:
    """Yield each judge with its verdict in words."""
    for verdict in proof.verdicts:
        if verdict.ok:
            yield verdict.judge, Message(Tone.GOOD, "agrees: no differences")
            continue
        left = count(len(verdict.differences), "difference") if verdict.differences else "a difference"
        yield verdict.judge, Message(Tone.BAD, f"disagrees: {left}")


def sorted_notes(plan: Plan) -> tuple[Note, ...]:
    """The notes, most severe first."""
    return tuple(sorted(plan.notes, key=lambda note: -note.severity.rank))


def worth_showing(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings above info: changes to small tables can be seen in the statements."""
    return tuple(finding for finding in findings if finding.severity is not Severity.INFO)


def cut(text: str, lines: int) -> tuple[str, int]:
    """The first lines of a text, and the number of hidden ones."""
    every = text.split("\n")
    hidden = max(len(every) - lines, 0)
    return "\n".join(every[:lines] if hidden > 1 else every), hidden if hidden > 1 else 0
