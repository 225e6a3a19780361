"""Formatting a statement: one table column a line, names and types aligned, keywords in the case that the settings say.

Only spaces and the case of keywords change, so that it means the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pglast import parser

WIDEST = 40
"""Characters of a name or type up to which others are aligned with it."""
LONG = 100
"""Characters up to which a type stays on one line."""
TYPE = re.compile(r"CREATE TYPE .+ AS (?:ENUM )?\(")
REST = r"[^'\"\\$\n]*(?:'[^'\"\\$\n]*'[^'\"\\$\n]*)*"
"""The end of a line in which every string is closed."""
LINE = re.compile(
    r" {4}(?:([a-z_][a-z0-9_]*) ([a-z][a-z0-9_.]*(?: [a-z]+)*(?:\([0-9,]+\))?(?: [a-z]+)*(?:\[\])*)"
    rf"( [A-Z]{REST})?|CONSTRAINT {REST}),?"
)
"""A line with a column (its name, type and rest) or a constraint, without quoted names and without anything that
continues on the next line.
"""


class _Column(NamedTuple):
    """The offsets in a statement of a column's name, its type and the rest; ``rest`` is the column's end if there is none."""

    name: int
    type: int
    rest: int


def pretty(sql: str, keywords: str = "upper") -> str:
    """Return the statement with aligned columns, and with a line for each attribute or label of a type that has many."""
    aligned = sql
    if sql.startswith("CREATE") and "TABLE" in sql[:30]:
        aligned = _aligned(sql)
    elif len(sql) > LONG and TYPE.match(sql):
        aligned = _aligned(_one_a_line(sql))
    return _lower(aligned) if keywords == "lower" else aligned


def _one_a_line(sql: str) -> str:
    """Return the statement with a line for each element of its first list in brackets."""
    depth, edges = 0, list[int]()
    for token in parser.scan(sql):
        opens, closes = token.name == "ASCII_40", token.name == "ASCII_41"
        if (depth, opens) == (0, True) or (depth == 1 and (closes or token.name == "ASCII_44")):
            edges.append(token.start)
        depth += opens - closes
        if closes and depth == 0:
            break
    parts = [sql[one + 1 : other].strip() for one, other in pairwise(edges)]
    return f"{sql[: edges[0] + 1]}\n    {f',{chr(10)}    '.join(parts)}\n{sql[edges[-1] :]}"


def _aligned(sql: str) -> str:
    columns = plain_columns(sql)
    columns = list(scanned_columns(sql)) if columns is None else columns
    names = _width(column.type - column.name - 1 for column in columns)
    types = _width(
        len(sql[column.type : column.rest].rstrip()) for column in columns if _has_rest(sql, column)
    )
    pieces, at = list[str](), 0
    for column in columns:
        name, kind = sql[column.name : column.type].rstrip(), sql[column.type : column.rest].rstrip()
        pieces += [sql[at : column.name], name.ljust(names), " "]
        pieces += [kind.ljust(types), " "] if _has_rest(sql, column) else [kind]
        at = column.rest
    return "".join([*pieces, sql[at:]])


def plain_columns(sql: str) -> list[_Column] | None:
    """Return the columns of a CREATE TABLE with one on each line, if these need no scanner; else None."""
    columns, at = list[_Column](), sql.find("\n") + 1
    for line in sql[at:].split("\n"):
        if line.startswith(")"):
            return columns
        found = LINE.fullmatch(line)
        if found is None:
            return None
        if found[1]:
            rest = found.start(3) + 1 if found[3] else found.end(2)
            columns.append(_Column(at + found.start(1), at + found.start(2), at + rest))
        at += len(line) + 1
    return None


def scanned_columns(sql: str) -> Iterator[_Column]:
    """Yield the columns of CREATE TABLE as PostgreSQL and our kinds print it: all but names and types is in capitals.

    This only uses the scanner: a syntax tree takes ten times as long.
    """
    tokens = parser.scan(sql)
    opening = next((n for n, token in enumerate(tokens) if token.name == "ASCII_40"), len(tokens))
    for first, *others in _elements(tokens[opening + 1 :]):
        if not others or _capitals(sql, first) or _capitals(sql, others[0]):
            continue  # a constraint, or a column of a typed table
        rest = next((token.start for token in others if _capitals(sql, token)), others[-1].end + 1)
        yield _Column(first.start, others[0].start, rest)


def _elements(tokens: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the tokens between commas up to the closing bracket, without those inside brackets."""
    depth, element = 0, list[Any]()
    for token in tokens:
        if depth == 0 and token.name in ("ASCII_44", "ASCII_41"):
            if element:
                yield element
            element = []
            if token.name == "ASCII_41":
                return
            continue
        depth -= token.name in ("ASCII_41", "ASCII_93")
        if depth == 0:
            element.append(token)
        depth += token.name in ("ASCII_40", "ASCII_91")


def _capitals(sql: str, token: Any) -> bool:
    return bool(token.kind != "NO_KEYWORD" and sql[token.start : token.end + 1].isupper())


def _has_rest(sql: str, column: _Column) -> bool:
    return sql[column.rest - 1].isspace()


def _width(lengths: Iterator[int]) -> int:
    return max((length for length in lengths if length <= WIDEST), default=0)


def _lower(sql: str) -> str:
    """Return the statement with lower-case keywords; names that PostgreSQL printed unquoted have no capitals anyway."""
    pieces, at = list[str](), 0
    for token in _keywords(sql):
        pieces += [sql[at : token.start], sql[token.start : token.end + 1].lower()]
        at = token.end + 1
    return "".join([*pieces, sql[at:]])


def _keywords(sql: str) -> Sequence[Any]:
    return [token for token in parser.scan(sql) if token.kind != "NO_KEYWORD"]
