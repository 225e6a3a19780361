"""``-- schemadiff:ignore RLS001,IDX001 -- reason`` in ``desired/``: the parsed comments, and the text that they cover.

Above a statement, or after it on its last line, it covers the whole statement. Inside CREATE TABLE or ALTER TABLE it
covers the column or constraint on its own line, or the one below. ``schemadiff:ignore-file`` covers its file,
``schemadiff:ignore-start`` everything down to ``schemadiff:ignore-end``. ``until 2030-12-31`` after the rules is its
last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from schemadiff.desired.files import Comment, SourceStatement
from schemadiff.model import Position

_DIRECTIVE = re.compile(r"(?:--+|/\*+)\s*schemadiff:(?P<word>[\w-]*)(?P<rest>.*)", re.DOTALL)
_REASON = re.compile(r"(?:^|\s)--\s*")
_UNTIL = re.compile(r"(?P<rules>.*?)\s+until\s+(?P<day>\S+)\s*", re.DOTALL)

IGNORE, IGNORE_FILE = "ignore", "ignore-file"
IGNORE_START, IGNORE_END = "ignore-start", "ignore-end"


class Span(NamedTuple):
    """A range in one file, both ends included."""

    first: Position
    last: Position

    def covers(self, at: Position | None) -> bool:
        """True if the position is in the range; a position without a column counts for its line."""
        if at is None or at.path != self.first.path:
            return False
        if at.column is None:
            return self.first.line <= at.line <= self.last.line
        return self.first[1:] <= at[1:] <= self.last[1:]


@dataclass(frozen=True)
class Directive:
    """A comment that begins with ``schemadiff:``."""

    word: str
    """The word after the colon: "ignore", "ignore-file", "ignore-start", "ignore-end", or another."""
    rules: tuple[str, ...]
    """Codes or names, as written."""
    reason: str
    at: Position
    span: Span | None
    """The range that it covers; None if there is nothing to cover, or its start or end is missing."""
    until: str = ""
    """Its last day, as written; empty if it has none."""

    @property
    def expires(self) -> date | None:
        """Its last day; ValueError if the text is no date."""
        return date.fromisoformat(self.until) if self.until else None


def directives(statements: Sequence[SourceStatement]) -> Iterator[Directive]:
    """Yield every ``schemadiff:`` comment, in the order of the files."""
    yield from _paired([*_written(statements)])


def _written(statements: Sequence[SourceStatement]) -> Iterator[Directive]:
    for statement in statements:
        for comment in statement.comments:
            if found := _DIRECTIVE.match(comment.text):
                text = found["rest"].removesuffix("*/") if comment.text.startswith("/*") else found["rest"]
                rules, *reasons = _REASON.split(text, maxsplit=1)
                until = _UNTIL.fullmatch(rules)
                yield Directive(
                    found["word"],
                    tuple(re.findall(r"[^\s,]+", until["rules"] if until else rules)),
                    " ".join(" ".join(reasons).split()),
                    comment.at,
                    _span(comment, statement),
                    until["day"] if until else "",
                )


def _paired(written: Sequence[Directive]) -> Iterator[Directive]:
    """Yield the directives, each start and its end with their span: an end closes the last open start of its file."""
    starts: dict[str, list[int]] = {}
    spans: dict[int, Span] = {}
    for number, directive in enumerate(written):
        waiting = starts.setdefault(directive.at.path, [])
        if directive.word == IGNORE_START:
            waiting.append(number)
        elif directive.word == IGNORE_END and waiting:
            start = waiting.pop()
            spans[start] = spans[number] = Span(written[start].at, directive.at)
    for number, directive in enumerate(written):
        block = directive.word in (IGNORE_START, IGNORE_END)
        yield replace(directive, span=spans.get(number)) if block else directive


def _span(comment: Comment, statement: SourceStatement) -> Span | None:
    end = len(statement.sql)
    if not 0 <= comment.offset < end:
        return _between(statement, 0, end)
    parts = [*_parts(statement)]
    if not parts:
        return _between(statement, 0, end)
    if not _alone(comment, statement):
        line = comment.at.line
        before = [part for part in parts if part[0] < comment.offset]
        if not before:
            return _between(statement, 0, end)
        here = [part for part in before if statement.position(part[0]).line == line] or before[-1:]
        return _between(statement, here[0][0], here[-1][1])
    below = next((part for part in parts if part[0] > comment.offset), None)
    return _between(statement, *below) if below else None


def _between(statement: SourceStatement, first: int, last: int) -> Span:
    return Span(statement.position(first), statement.position(last))


def _alone(comment: Comment, statement: SourceStatement) -> bool:
    """True if only blanks precede the comment on its line."""
    start = statement.offset + comment.offset
    before = statement.source.text[:start].rpartition("\n")[2]
    return not before.strip()


def _parts(statement: SourceStatement) -> Iterator[tuple[int, int]]:
    """Yield start and end of the columns and constraints in CREATE TABLE and ALTER TABLE."""
    node = statement.node
    elements = getattr(node, "tableElts", None) or [
        command.def_ for command in getattr(node, "cmds", None) or ()
    ]
    starts = [e.location for e in elements if getattr(e, "location", None) is not None]
    yield from ((first, following - 1) for first, following in pairwise([*starts, len(statement.sql) + 1]))
