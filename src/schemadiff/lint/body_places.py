"""Finds the place in ``desired/`` of a name in a function's body."""

from __future__ import annotations

from collections.abc import Sequence

from pglast import parser

from schemadiff.desired.files import SourceStatement
from schemadiff.desired.splitting import COMMENTS
from schemadiff.lint.plpgsql import word_of
from schemadiff.model import Position


def place_in_body(statement: SourceStatement, name: Sequence[str]) -> Position | None:
    """The position of the first unqualified use of a name in a dollar-quoted body; None if it is not found."""
    for token in parser.scan(statement.sql):
        text = statement.sql[token.start : token.end + 1]
        if token.name != "SCONST" or not text.startswith("$"):
            continue
        tag = text[: text.index("$", 1) + 1]
        offset = _offset(text[len(tag) : -len(tag)], name)
        if offset is not None:
            return statement.position(token.start + len(tag) + offset)
    return None


def _offset(body: str, name: Sequence[str]) -> int | None:
    try:
        tokens = [token for token in parser.scan(body) if token.name not in COMMENTS]
    except parser.ParseError:
        return None
    width = 2 * len(name) - 1
    for number, token in enumerate(tokens):
        here = [word_of(body, one) for one in tokens[number : number + width]]
        after_dot = number > 0 and tokens[number - 1].name == "ASCII_46"
        if not after_dot and here[::2] == [*name]:
            return int(token.start)
    return None
