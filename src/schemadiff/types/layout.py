"""Lay out a text in lines of a width: a document of groups, each on one line if it fits and broken if not.

This is Wadler's "A prettier printer" as formatters for JavaScript have it, so that what comes out is what they would
leave as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 80


@dataclass(frozen=True)
class Line:
    """A line break in a broken group; ``flat`` in one that fits."""

    flat: str


@dataclass(frozen=True)
class IfBroken:
    """One thing in a broken group, another in one that fits."""

    broken: Doc
    flat: Doc


@dataclass(frozen=True)
class Indent:
    """Two columns further to the right, from the next line on."""

    content: Doc


@dataclass(frozen=True)
class Group:
    """What is on one line together, or broken at each of its own lines."""

    content: Doc
    broken: bool = False
    """True if it must not be on one line."""


Doc = str | tuple["Doc", ...] | Line | IfBroken | Indent | Group
LINE = Line(" ")
SOFT = Line("")


def join(separator: Doc, docs: Iterable[Doc]) -> tuple[Doc, ...]:
    """The documents with the separator between them."""
    found: list[Doc] = []
    for doc in docs:
        found += [separator, doc] if found else [doc]
    return tuple(found)


def group(content: Doc, *, broken: bool = False) -> Group:
    """A group that is broken if anything in it must be."""
    return Group(content, broken or _breaks(content))


def _breaks(doc: Doc) -> bool:
    match doc:
        case Group():
            return doc.broken
        case Indent():
            return _breaks(doc.content)
        case tuple():
            return any(_breaks(part) for part in doc)
    return False


@dataclass(frozen=True)
class _Step:
    indent: int
    broken: bool
    doc: Doc


def lay_out(doc: Doc, width: int = WIDTH) -> str:
    """The document as text."""
    out: list[str] = []
    column = 0
    waiting = [_Step(0, broken=True, doc=doc)]
    while waiting:
        step = waiting.pop()
        match step.doc:
            case str() as text:
                out.append(text)
                column += _wide(text)
            case Line() as line if step.broken:
                _trim(out)
                out.append("\n" + " " * step.indent)
                column = step.indent
            case Line() as line:
                out.append(line.flat)
                column += len(line.flat)
            case Group(content, broken):
                flat = _Step(step.indent, broken=False, doc=content)
                fits = not broken and (not step.broken or _fits(flat, waiting, width - column))
                waiting.append(flat if fits else _Step(step.indent, broken=True, doc=content))
            case other:
                waiting += _parts(step, other)
    return "".join(out)


def _trim(out: list[str]) -> None:
    """Take away the blanks that a line would end with."""
    while out and not (last := out.pop().rstrip(" ")):
        continue
    if out or last:
        out.append(last)


def _parts(step: _Step, doc: Doc) -> Sequence[_Step]:
    """What a step leads to, last first."""
    match doc:
        case tuple() as parts:
            return [_Step(step.indent, step.broken, part) for part in reversed(parts)]
        case IfBroken(broken, flat):
            return [_Step(step.indent, step.broken, broken if step.broken else flat)]
        case Indent(content):
            return [_Step(step.indent + 2, step.broken, content)]
        case Group(content, broken):
            return [_Step(step.indent, step.broken or broken, content)]
    raise TypeError(doc)


def _fits(first: _Step, waiting: Sequence[_Step], room: int) -> bool:
    """True if there is room up to the next line break, with what comes after."""
    steps, rest = [first], len(waiting)
    while room >= 0:
        if not steps:
            if not rest:
                return True
            rest -= 1
            steps.append(waiting[rest])
            continue
        step = steps.pop()
        match step.doc:
            case str() as text:
                room -= _wide(text)
            case Line() if step.broken:
                return True
            case Line(flat):
                room -= len(flat)
            case other:
                steps += _parts(step, other)
    return False


def _wide(text: str) -> int:
    """Columns that a text takes: East Asian characters take two, accents none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
