"""Expressions as PostgreSQL prints them once it has read again what it printed.

Three things are printed in a form that it reads as another one. ``a BETWEEN 1 AND 2 AND b`` is printed as
``((a >= 1) AND (a <= 2)) AND b``, and what leads a list of ANDs in parentheses of its own is read as a part of the list
(``makeAndExpr()`` of gram.y). ``name IN ('x', 'y')`` of a varchar is printed as a cast of an array, which is read as an
array of casts (``transformTypeCast()`` of parse_expr.c). A natural join without a common column is printed as ``ON TRUE``,
and read as one on the constant. So what a migration makes of them, and every dump and restore,
differs from what a person's statement has made, and says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# Strings, quoted names, dollar quotes and comments hold no expression, and are taken as a whole.
TOKEN = re.compile(
    r"""(?P<opaque>[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | (?<![\w$])(\$(?:[^\W\d]\w*)?\$).*?\2
                   | --[^\n]*)
        | (?P<joiner>\ AND\ |\ OR\ ) | (?P<cross>\ ON\ TRUE\b) | (?P<comma>,\ ) | (?P<open>[(\[]) | (?P<close>[)\]])""",
    re.VERBOSE | re.DOTALL,
)
# The type of an array as format_type() prints it, behind what is cast to it.
CAST = re.compile(
    r"""::((?:"(?:[^"]|"")*"|[\w$.])+(?:\(\d+(?:,-?\d+)?\))?
           (?:\ (?:varying|precision|time|with|without|zone)\b(?:\(\d+\))?)*)\[\]""",
    re.VERBOSE,
)


@dataclass
class _Group:
    """What stands between two brackets, as far as it is read."""

    bracket: str
    text: str = ""
    elements: list[str] = field(default_factory=list)
    """What is complete of it up to the last comma."""
    joiner: str = ""
    """The first AND or OR in it that is in no inner bracket."""
    lead: _Group | None = None
    """The group that it begins with, as long as nothing follows that."""
    array: _Group | None = None
    """The elements of an ARRAY that is all there is in it."""


def settled(text: str) -> str:
    """The text as PostgreSQL would print it next, said the same."""
    unsettled = "])::" in text or " ON TRUE" in text or text.count(" AND ") + text.count(" OR ") > 1
    return _settled(text) if unsettled else text


def settle(values: dict[str, Any], names: Iterable[str]) -> None:
    """Replace, in place, the values of those names, texts or lists of texts."""
    for name in names:
        if value := values.get(name):
            values[name] = settled(value) if isinstance(value, str) else [*map(settled, value)]


def _settled(text: str) -> str:
    stack, at = [_Group("")], 0
    while token := TOKEN.search(text, at):
        _add(stack[-1], text[at : token.start()])
        at = token.end()
        match token.lastgroup:
            case "open":
                stack.append(_Group(token[0]))
            case "close" if len(stack) > 1:
                at = _close(stack, token[0], text, at)
            case "joiner":
                _join(stack[-1], token[0])
            case "comma":
                _separate(stack[-1])
            case "cross":
                _add(stack[-1], " ON (true)")
            case _:
                _add(stack[-1], token[0])
    if len(stack) > 1:
        return text
    return stack[0].text + text[at:]


def _add(group: _Group, text: str) -> None:
    if text:
        group.text += text
        group.lead = group.array = None


def _join(group: _Group, joiner: str) -> None:
    """What leads a list of the same kind is a part of it."""
    if group.lead is not None and group.lead.joiner == joiner and group.bracket == "(":
        group.text = group.lead.text
    group.joiner = group.joiner or joiner
    _add(group, joiner)


def _separate(group: _Group) -> None:
    if group.bracket == "[":
        group.elements.append(group.text)
        group.text, group.lead, group.array = "", None, None
    else:
        _add(group, ", ")


def _close(stack: list[_Group], bracket: str, text: str, at: int) -> int:
    """Put a group that is complete into the one around it; how far the text is read."""
    group, around = stack.pop(), stack[-1]
    begins = not around.text
    if bracket == "]":
        group.elements.append(group.text)
        whole = around.text == "ARRAY"
        around.text += f"[{', '.join(group.elements)}]"
        around.lead, around.array = None, group if whole else None
        return at
    cast = CAST.match(text, at) if group.array is not None else None
    if group.array is not None and cast is not None:
        _add(around, f"ARRAY[{', '.join(_cast(each, cast[1]) for each in group.array.elements)}]")
        return cast.end()
    _add(around, f"({group.text})")
    around.lead = group if begins else None
    return at


def _cast(element: str, to: str) -> str:
    """An element of an array; the elements of one that is an array itself, in its place."""
    inner = settled(f"({element})::{to}[]") if element.startswith("ARRAY[") else element
    return inner if inner != element else f"({element})::{to}"
