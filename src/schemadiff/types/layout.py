"""Lays out a document of groups in lines of limited width: a group is on one line if it fits, and broken otherwise.

This is Wadler's "A prettier printer" as JavaScript formatters implement it, so that they would leave the output
unchanged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 80


@dataclass(frozen=True)
class Line:
    """A line break in a broken group; the text ``flat`` in one that fits."""

    flat: str


@dataclass(frozen=True)
class IfBroken:
    """Content that differs between a broken group and one that fits."""

    broken: Doc
    flat: Doc


@dataclass(frozen=True)
class Indent:
    """Content that is indented by two more columns, from its next line on."""

    content: Doc


@dataclass(frozen=True)
class Group:
    """Content that is on one line as a whole, or broken at each of its line breaks."""

    content: Doc
    broken: bool = False
    """True if it must be broken."""


Doc = str | tuple["Doc", ...] | Line | IfBroken | Indent | Group
LINE = Line(" ")
SOFT = Line("")


def join(separator: Doc, docs: Iterable[Doc]) -> tuple[Doc, ...]:
    """The documents, separated by the separator."""
    found: list[Doc] = []
    for doc in docs:
        found += [separator, doc] if found else [doc]
    return tuple(found)


def group(content: Doc, *, broken: bool = False) -> Group:
    """A group that is broken if any group in it must be."""
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
"""Pending output: its indentation, whether its group is broken, and the document."""


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
    """Remove trailing blanks of the current line."""
    while out and not (last := out.pop().rstrip(" ")):
        continue
    if out or last:
        out.append(last)


def _parts(step: _Step) -> Sequence[_Step]:
    """The parts of a step, last first."""
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
    """True if the text up to the next line break fits, including what follows the group."""
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
    """The columns that a text occupies: East Asian characters take two, combining accents none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
