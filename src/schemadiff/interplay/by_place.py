"""Objects that use the columns of a table by position: columns that were added later are at the end of a live table.

PostgreSQL prints a list of column names behind an alias where names would clash otherwise (``app.t x(a, b)``), and
always behind a function that returns rows of a table (``app.found() x(a, b)``). The list follows the order of the
columns, so the same view has another list where the table has another order. Without a list are the result of a body in
standard SQL, the RETURNING of a rule, and rows that are written out (``ROW(1, 2)::app.t``, ``'(1,2)'::app.t``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemadiff.interplay.lost_columns import returns_rows
from schemadiff.interplay.row_constructors import expressions
from schemadiff.kinds.routine import Function
from schemadiff.model import Address, Catalog, Object

Moved = Mapping[str, Sequence[int]]
"""The old position of each column, by table with another order of columns or function that returns its rows."""

NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
NAMES = re.compile(NAME)
LIST = re.compile(rf"(?: WITH ORDINALITY)? {NAME}\((?P<names>{NAME}(?:, {NAME})*)\)")
# Text in string constants is no list; quoted identifiers are told apart from them.
TOKEN = re.compile(
    rf"""--[^\n]* | '(?:[^']|'')*' | (?P<tag>\$(?:[^\W\d]\w*)?\$).*?(?P=tag) | (?P<name>{NAME}(?:\.{NAME})?)
        | (?P<bracket>[()])""",
    re.VERBOSE | re.DOTALL,
)
QUERY = re.compile(r"\(\s*(?:SELECT|VALUES|WITH)\b")
# A join and ROWS FROM, whose alias lists the columns of several tables.
TOGETHER = ("", "FROM")
QUALIFIED = re.compile(rf"{NAME}\.{NAME}")
WRITTEN_OUT = re.compile(rf"""['\)]::({NAME}\.{NAME})(?![\w$."])""")
"""The type of a row that is written out, or of any other constant."""
STRING = re.compile(r"'(?:[^']|'')*'")
# PostgreSQL prints a whole row so in an expression; triggers compare OLD and NEW of one table, in any order alike.
ROW = rf"(?<![\w$\".])(?!(?:old|new)\.){NAME}\.\*"
OPERATOR = r"\*?[<>=]+"
ORDERED = re.compile(
    rf"{ROW}\)* (?:{OPERATOR}|IN) |{OPERATOR} \(*{ROW}|DISTINCT FROM \(*{ROW}|ORDER BY (?:[^()]*[ (])?{ROW}"
    rf"|\b(?:min|max)\({ROW}\)|{ROW}\)*::(?:text|character varying)"
)
STRING_BODY = re.compile(r"^ ?AS ", re.MULTILINE)


def in_place(text: str, moved: Moved) -> str:
    """Return ``text`` with each list of names in the order of the moved columns: ``app.found() x(a, b)`` as ``x(b, a)``."""
    parts, done = [], 0
    for start, end, places in _lists(text, moved):
        if places:
            names = NAMES.findall(text[start:end])
            ordered = [*(names[place] for place in places), *names[len(places) :]]
            parts += [text[done:start], ", ".join(ordered)]
            done = end
    return "".join([*parts, text[done:]])


def _lists(text: str, moved: Moved) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Yield start, end and old positions of each list of column names; no positions for a list over several tables."""
    last: tuple[str, int] = "", 0
    opened: list[tuple[int, str]] = []
    for token in TOKEN.finditer(text):
        name = token["name"]
        if name:
            last = name, token.end()
        elif token["bracket"] == "(":
            opened.append((token.start(), last[0] if last[1] == token.start() else ""))
        elif token["bracket"] and opened:
            start, name = opened.pop()
            # Few brackets have a list behind them, so that is looked at first: there may be thousands of tables.
            found = LIST.match(text, token.end()) if name in TOGETHER else None
            inside = text[start : token.end()] if found else ""
            if found and not QUERY.match(inside) and any(each in moved for each in QUALIFIED.findall(inside)):
                yield *found.span("names"), ()
        if name in moved and (found := LIST.match(text, token.end())):
            yield *found.span("names"), moved[name]


def returning(moved: Moved, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the functions that return rows of moved tables, named without arguments, with the table of each."""
    for table in moved:
        for user in catalog.dependents.get(Address("table", table), ()):
            obj = catalog.objects[user]
            if isinstance(obj, Function) and obj.result in (table, f"SETOF {table}"):
                name = QUALIFIED.match(obj.identity)
                assert name is not None
                yield name[0], table


def placed(obj: Object, moved: Moved) -> Object:
    """Return the object as PostgreSQL prints it for the moved columns."""
    values = {name: vars(obj)[name] for name in obj.printed}
    said = {name: _each_in_place(value, moved) for name, value in values.items()}
    changes: dict[str, Any] = {name: value for name, value in said.items() if value != values[name]}
    return replace(obj, **changes) if changes else obj


def _each_in_place(value: str | Sequence[str] | None, moved: Moved) -> str | Sequence[str] | None:
    if value is None or isinstance(value, str):
        return value and in_place(value, moved)
    return [in_place(each, moved) for each in value]


def names_places(obj: Object, moved: Moved) -> bool:
    """Return True if the object lists names of moved columns."""
    return any(True for text in expressions(obj) for _ in _lists(text, moved))


def bound_to_places(obj: Object, moved: Moved) -> bool:
    """Return True if the object depends on the old positions in a way that reordering a list cannot express."""
    if _returns_rows(obj, moved) and not STRING_BODY.search(vars(obj)["definition"]):
        return True
    if returns_rows(obj) and vars(obj)["table"] in moved:
        return True
    return any(
        any(row in moved for row in WRITTEN_OUT.findall(text))
        or any(not places for _, _, places in _lists(text, moved))
        for text in expressions(obj)
    )


def lists_columns(obj: Object, moved: Moved) -> bool:
    """Return True for a string body in SQL that returns moved rows without ``*``: it must list the columns in order."""
    if not _returns_rows(obj, moved) or vars(obj)["language"] != "sql":
        return False
    body = STRING_BODY.search(vars(obj)["definition"])
    return body is not None and "*" not in vars(obj)["definition"][body.end() :]


def orders_rows(obj: Object) -> bool:
    """Return True if the object compares, sorts or prints whole rows: the result depends on which column is first."""
    return any(ORDERED.search(STRING.sub("''", text)) for text in expressions(obj))


def _returns_rows(obj: Object, moved: Moved) -> bool:
    return isinstance(obj, Function) and (obj.result or "").removeprefix("SETOF ") in moved
