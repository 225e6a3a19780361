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


_Step = tuple[int, bool, Doc]
"""What is still to be written: its indentation, whether the group that it is in is broken, and the document."""


def lay_out(doc: Doc, width: int = WIDTH) -> str:
    """The document as text."""
    out: list[str] = []
    column = 0
    waiting: list[_Step] = [(0, True, doc)]
    while waiting:
        step = waiting.pop()
        indent, broken, doc = step
        match doc:
            case str():
                out.append(doc)
                column += _wide(doc)
            case Line() if broken:
                _trim(out)
                out.append("\n" + " " * indent)
                column = indent
            case Line():
                out.append(doc.flat)
                column += len(doc.flat)
            case Group():
                flat = (indent, False, doc.content)
                fits = not doc.broken and (not broken or _fits(flat, waiting, width - column))
                waiting.append(flat if fits else (indent, True, doc.content))
            case _:
                waiting += _parts(step)
    return "".join(out)


def _trim(out: list[str]) -> None:
    """Take away the blanks that a line would end with."""
    while out and not (last := out.pop().rstrip(" ")):
        continue
    if out or last:
        out.append(last)


def _parts(step: _Step) -> Sequence[_Step]:
    """What a step leads to, last first."""
    indent, broken, doc = step
    match doc:
        case tuple():
            return [(indent, broken, part) for part in reversed(doc)]
        case IfBroken():
            return [(indent, broken, doc.broken if broken else doc.flat)]
        case Indent():
            return [(indent + 2, broken, doc.content)]
        case Group():
            return [(indent, broken or doc.broken, doc.content)]
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
        match step[2]:
            case str() as text:
                room -= _wide(text)
            case Line(flat):
                if step[1]:
                    return True
                room -= len(flat)
            case _:
                steps += _parts(step)
    return False


def _wide(text: str) -> int:
    """Columns that a text takes: East Asian characters take two, accents none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
