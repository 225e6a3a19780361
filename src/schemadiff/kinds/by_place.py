"""What names the columns of a table by their place, or makes rows of it: a table that got columns later has them at its end.

PostgreSQL prints a list of names behind an alias where names would clash otherwise (``app.t x(a, b)``), and always behind
a function that returns rows of a table (``app.found() x(a, b)``). The names follow the order of the columns, so that the
same is said by another list where these stand otherwise. No list is there for what a body in standard SQL returns, and for
the rows that are written out (``ROW(1, 2)::app.t``, ``'(1,2)'::app.t``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemadiff.kinds.routine import Function
from schemadiff.kinds.rows import expressions
from schemadiff.model import Address, Catalog, Object

Moved = Mapping[str, Sequence[int]]
"""Of each table whose columns stand otherwise, and of each function that returns its rows: where each of them was."""

NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
NAMES = re.compile(NAME)
LIST = re.compile(rf"(?: WITH ORDINALITY)? {NAME}\((?P<names>{NAME}(?:, {NAME})*)\)")
# What strings hold is no list; names in quotes are told from them.
TOKEN = re.compile(
    rf"""--[^\n]* | '(?:[^']|'')*' | (?P<tag>\$(?:[^\W\d]\w*)?\$).*?(?P=tag) | (?P<name>{NAME}(?:\.{NAME})?)
        | (?P<bracket>[()])""",
    re.VERBOSE | re.DOTALL,
)
QUERY = re.compile(r"\(\s*(?:SELECT|VALUES|WITH)\b")
# A join and ROWS FROM, whose columns are those of several tables.
TOGETHER = ("", "FROM")
ARGUMENTS = re.compile(rf"{NAME}\.{NAME}")
STRING = re.compile(r"'(?:[^']|'')*'")
# In an expression PostgreSQL prints a whole row so; triggers compare those of one table, by whatever order.
ROW = rf"(?<![\w$\".])(?!(?:old|new)\.){NAME}\.\*"
OPERATOR = r"\*?[<>=]+"
ORDERED = re.compile(
    rf"{ROW}\)* (?:{OPERATOR}|IN) |{OPERATOR} \(*{ROW}|DISTINCT FROM \(*{ROW}|ORDER BY (?:[^()]*[ (])?{ROW}"
    rf"|\b(?:min|max)\({ROW}\)|{ROW}\)*::(?:text|character varying)"
)
STRING_BODY = re.compile(r"^ ?AS ", re.MULTILINE)


def in_place(text: str, moved: Moved) -> str:
    """The text with each list of names in the order that the columns have."""
    parts, done = [], 0
    for start, end, places in _lists(text, moved):
        if places:
            names = NAMES.findall(text[start:end])
            ordered = [*(names[place] for place in places), *names[len(places) :]]
            parts += [text[done:start], ", ".join(ordered)]
            done = end
    return "".join([*parts, text[done:]])


def _lists(text: str, moved: Moved) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Yield where such lists begin and end, and where their names were; nothing of those that name columns of several tables."""
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
            inside = text[start : token.end()]
            if name in TOGETHER and not QUERY.match(inside) and any(each in inside for each in moved):
                yield from ((*found.span("names"), ()) for found in [LIST.match(text, token.end())] if found)
        if name in moved and (found := LIST.match(text, token.end())):
            yield *found.span("names"), moved[name]


def returning(moved: Moved, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the functions that return rows of such tables, without their arguments, and the table of each."""
    for table in moved:
        for user in catalog.dependents.get(Address("table", table), ()):
            obj = catalog.objects[user]
            if isinstance(obj, Function) and obj.result in (table, f"SETOF {table}"):
                name = ARGUMENTS.match(obj.identity)
                assert name is not None
                yield name[0], table


def placed(obj: Object, moved: Moved) -> Object:
    """The object as it says the same of columns that stand otherwise."""
    values = {name: vars(obj)[name] for name in obj.printed}
    said = {name: _each_in_place(value, moved) for name, value in values.items()}
    changes: dict[str, Any] = {name: value for name, value in said.items() if value != values[name]}
    return replace(obj, **changes) if changes else obj


def _each_in_place(value: str | Sequence[str] | None, moved: Moved) -> str | Sequence[str] | None:
    if value is None or isinstance(value, str):
        return value and in_place(value, moved)
    return [in_place(each, moved) for each in value]


def names_places(obj: Object, moved: Moved) -> bool:
    """True if it has a list of names for columns of these."""
    return any(True for text in expressions(obj) for _ in _lists(text, moved))


def bound_to_places(obj: Object, moved: Moved) -> bool:
    """True of what no list says for columns that stand otherwise."""
    if _returns_rows(obj, moved) and not STRING_BODY.search(vars(obj)["definition"]):
        return True
    row = re.compile(rf"""['\)]::(?:{"|".join(map(re.escape, moved))})(?![\w$."])""")
    texts = [*expressions(obj)]
    return any(row.search(text) or any(not places for _, _, places in _lists(text, moved)) for text in texts)


def lists_columns(obj: Object, moved: Moved) -> bool:
    """True of a body in a string that returns such rows and has no ``*``: it must say the columns in their order."""
    if not _returns_rows(obj, moved) or vars(obj)["language"] != "sql":
        return False
    body = STRING_BODY.search(vars(obj)["definition"])
    return body is not None and "*" not in vars(obj)["definition"][body.end() :]


def orders_rows(obj: Object) -> bool:
    """True of what compares, sorts or prints whole rows: the first column counts most, whichever that is."""
    return any(ORDERED.search(STRING.sub("''", text)) for text in expressions(obj))


def _returns_rows(obj: Object, moved: Moved) -> bool:
    return isinstance(obj, Function) and (obj.result or "").removeprefix("SETOF ") in moved
