"""The answers of the target's rows to a plan's questions, in words. Nothing here is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.model import Answer, Planned
from schemadiff.render.summary import which_statements
from schemadiff.words import count

WHAT_TO_DO = (
    "fix these rows first, in a migration that you write: schemadiff explain rows-in-the-way says how"
)


def in_the_way(planned: Planned) -> Sequence[Answer]:
    """The answers with rows on which a statement would fail."""
    return [answer for answer in planned.answers if answer.rows]


def not_asked(planned: Planned) -> Sequence[tuple[str, str]]:
    """The questions that could not be asked, grouped by reason."""
    reasons: dict[str, list[Answer]] = {}
    for answer in planned.answers:
        if answer.skipped:
            reasons.setdefault(answer.skipped, []).append(answer)
    return [(_questions(them), why) for why, them in reasons.items()]


def _questions(them: Sequence[Answer]) -> str:
    numbers = which_statements(sorted({answer.statement for answer in them}))
    if len(them) > 1:
        return f"{numbers}, {count(len(them), 'question')}"
    return f"{numbers}, {them[0].question.of.identity}: {them[0].question.wrong}"


def found(answer: Answer) -> str:
    """The number of rows, their table, and what is wrong with them."""
    return f"{count(answer.rows, 'row')} of {answer.question.of.identity}: {answer.question.wrong}"


def keys(names: Sequence[str], sample: Sequence[Sequence[str | None]], rows: int) -> tuple[str, str]:
    """The names of the key columns, and their values in the first rows with the number of the others."""
    shown = [_together(["NULL" if value is None else value for value in row]) for row in sample]
    more = f" and {rows - len(sample)} more" if rows > len(sample) else ""
    return _together(names), ", ".join(shown) + more


def _together(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"({', '.join(words)})"
