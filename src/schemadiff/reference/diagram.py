"""Tables and their foreign keys as an entity-relationship diagram for mermaid, which GitHub and GitLab render."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.model import Address
from schemadiff.reference.lookups import Book, own
from schemadiff.render.untrusted import one_line
from schemadiff.sql.identity import unquoted

CHARACTERS, LINES = 50_000, 500
"""Mermaid's limits for the length of a diagram and the number of lines between tables."""


def picture(book: Book, schema: str) -> str:
    """The diagram of a schema's tables; empty without foreign keys, a sentence if it would exceed mermaid's limits."""
    tables = [table for table in book.every(Table, schema=schema) if not table.partition_of]
    lines = [line for table in tables for line in _lines(book, table)]
    if not lines:
        return ""
    with_keys = [line for table in tables for line in _box(book, table)]
    for boxes in (with_keys, [_text(own(table)) for table in tables]):
        text = "erDiagram\n" + "".join(f"    {line}\n" for line in [*boxes, *lines])
        if len(text) <= CHARACTERS and len(lines) <= LINES:
            return f"```mermaid\n{text}```\n"
    return f"No picture: {len(lines)} foreign keys are more than can be drawn.\n"


def _box(book: Book, table: Table) -> Iterator[str]:
    """Yield a table with the columns of its keys, at which lines begin and end."""
    keys: dict[str, list[str]] = {}
    for kind, mark in (("p", "PK"), ("u", "UK"), ("f", "FK")):
        for constraint in book.parts(table.address, Constraint):
            for name in constraint.columns if constraint.type == kind else ():
                keys.setdefault(name, []).append(mark)
    yield f"{_text(own(table))} {{"
    for column in book.parts(table.address, Column):
        if column.name in keys:
            marks = ", ".join(dict.fromkeys(keys[column.name]))
            yield f"    {_word(column.data_type)} {_word(unquoted(column.name))} {marks}"
    yield "}"


def _lines(book: Book, table: Table) -> Iterator[str]:
    """Yield a line for each foreign key, from the table that it refers to."""
    constraints = book.parts(table.address, Constraint)
    unique = {frozenset(c.columns) for c in constraints if c.type in "pu"}
    needed = {column.name for column in book.parts(table.address, Column) if column.not_null}
    for key in constraints:
        if key.type != "f" or key.references is None:
            continue
        referred = book.catalog.objects.get(Address("table", key.references))
        name = own(referred) if referred and referred.schema == table.schema else key.references
        one = "||" if needed.issuperset(key.columns) else "|o"
        many = "o|" if frozenset(key.columns) in unique else "o{"
        label = _text(", ".join(map(unquoted, key.columns)))
        yield f"{_text(name)} {one}--{many} {_text(own(table))} : {label}"


def _word(text: str) -> str:
    """The name of a type or column with the characters that mermaid allows there: letters, digits and few others."""
    word = re.sub(r"[^\w()\[\]-]+", "_", one_line(text), flags=re.ASCII)
    return word if re.match(r"[A-Za-z_]", word) else f"_{word}"


def _text(text: str) -> str:
    """A quoted string; mermaid reads ``#`` as the start of a character's number."""
    return '"' + re.sub(r"[^\w ,.]", lambda c: f"#{ord(c[0])};", one_line(text), flags=re.ASCII) + '"'
