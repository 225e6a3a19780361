"""The default names that PostgreSQL generates (``makeObjectName()`` and its callers)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from psycopg.sql import Identifier

LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer identifiers there (NAMEDATALEN - 1)


def joined(first: str, second: str, label: str) -> str:
    """The name that ``makeObjectName()`` generates: the longer of both parts is cut until all fits into 63 bytes."""
    one, two = first.encode(), second.encode()
    room = LONGEST_NAME - (len(label) + 1) - (1 if two else 0)
    while len(one) + len(two) > room:
        if len(one) > len(two):
            one = one[:-1]
        else:
            two = two[:-1]
    parts = [part.decode(errors="ignore") for part in (one, two) if part]
    return "_".join([*parts, label])


def together(columns: Sequence[str]) -> str:
    """The column names joined; PostgreSQL stops when the result has 64 bytes or more."""
    text = ""
    for name in columns:
        text += f"_{name}" if text else name
        if len(text.encode()) > LONGEST_NAME:
            break
    return text


def told_apart(columns: Sequence[str]) -> list[str]:
    """The names that ``ChooseIndexColumnNames()`` gives to an index's columns: repeated ones get a number."""
    names: list[str] = []
    for column in columns:
        name, number = column, 0
        while name in names:
            number += 1
            room = LONGEST_NAME - len(str(number))
            name = column.encode()[:room].decode(errors="ignore") + str(number)
        names.append(name)
    return names


def numbered(table: str, columns: Sequence[str], label: str, number: int) -> str:
    """The name that ``ChooseRelationName()`` tries for an index: first without a number, then with one appended."""
    return joined(table, together(told_apart(columns)), f"{label}{number or ''}")


def as_quoted(name: str) -> str:
    """Such a name as ``quote_ident()`` prints it: with its label appended it is never a reserved word."""
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else Identifier(name).as_string()
