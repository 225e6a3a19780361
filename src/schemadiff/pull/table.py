"""Editing one CREATE TABLE of ``desired/``: columns and constraints are removed, added or changed.

All other text stays as it is, including comments and commas. Offsets come from pglast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pglast import ast, enums, parser

from schemadiff.desired.declares import constraint_in
from schemadiff.desired.files import SourceStatement

OBJECTS = {
    enums.ConstrType.CONSTR_PRIMARY,
    enums.ConstrType.CONSTR_UNIQUE,
    enums.ConstrType.CONSTR_CHECK,
    enums.ConstrType.CONSTR_FOREIGN,
}
"""Constraints in a column's own line that are objects of their own."""
ATTRIBUTES = {
    enums.ConstrType.CONSTR_ATTR_DEFERRABLE,
    enums.ConstrType.CONSTR_ATTR_NOT_DEFERRABLE,
    enums.ConstrType.CONSTR_ATTR_DEFERRED,
    enums.ConstrType.CONSTR_ATTR_IMMEDIATE,
}
NAME = re.compile(r'("(?:[^"]|"")*"|[^\s"]+)[ \t]+')
Name = tuple[str, ...]


@dataclass(frozen=True)
class Element:
    """A column or a table constraint between the parentheses, with the text around it."""

    name: Name
    """The name of the column or constraint, after the table's."""
    text: str
    is_column: bool
    lead: str = ""
    """The text before it: line break, indent, comments on lines of their own."""
    pre: str = ""
    """The text between it and its comma."""
    tail: str = ""
    """The text after its comma, on the same line."""
    kept: Mapping[Name, str] | None = None
    """The texts, in this column's line, of constraints that are objects of their own."""


@dataclass(frozen=True)
class Table:
    """A CREATE TABLE split into head, elements and rest, which together are its text."""

    head: str
    elements: tuple[Element, ...]
    rest: str
    boundary: str = ""
    """The text before a comma: a line break, if commas are at the beginning of lines."""

    @property
    def text(self) -> str:
        """The whole statement."""
        return "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        yield self.head
        end = ""
        for number, element in enumerate(self.elements):
            yield from _line_break(end, element.lead)
            yield element.lead + element.text
            last = number == len(self.elements) - 1
            end = element.pre.rstrip() + element.tail if last else f"{element.pre},{element.tail}"
            yield end
        yield from _line_break(end, self.rest)
        yield self.rest


def _line_break(before: str, following: str) -> Iterator[str]:
    """Yield a line break if a comment would otherwise swallow what follows."""
    if "--" in before.rpartition("\n")[2] and not following.lstrip(" \t\r").startswith("\n"):
        yield "\n"


def taken_apart(statement: SourceStatement, table: Name) -> Table | None:
    """Split a CREATE TABLE into its elements; None if it has none, or others than columns and constraints."""
    nodes = statement.node.tableElts or ()
    if not nodes or not all(isinstance(e, ast.ColumnDef | ast.Constraint) for e in nodes):
        return None
    sql = statement.sql
    starts = [element.location for element in nodes]
    ends = list(_ends(sql, starts))
    lead, found = "", list[Element]()
    opening = sql.rindex("(", 0, starts[0]) + 1
    head, lead = sql[:opening], sql[opening : starts[0]]
    for number, (element, (end, comma)) in enumerate(zip(nodes, ends, strict=True)):
        if comma is None:
            tail, rest = _line(sql[end:])
            pre, following = "", ""
            tail, rest = (tail, rest) if ")" not in tail.partition("--")[0] else ("", sql[end:])
        else:
            pre = sql[end:comma]
            tail, following = _line(sql[comma + 1 : starts[number + 1]])
        here = _element(sql, element, end, table)
        found.append(replace(here, lead=lead, pre=pre, tail=tail))
        lead = following
    boundary = found[0].pre if len(found) > 1 else ""
    return Table(head, tuple(found), rest, boundary if not boundary.strip() else "")


def _line(text: str) -> tuple[str, str]:
    """Return the rest of a line, and what follows it; with a line break, the former is a comment or empty."""
    here, line_break, _ = text.partition("\n")
    here = here.removesuffix("\r")
    return (here, text[len(here) :]) if line_break else ("", text)


def _ends(sql: str, starts: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Yield, for each element that begins at ``starts``, the end of its last word, and the offset of its comma."""
    depth, last, waiting = 0, 0, list(starts)
    inside = False
    for token in parser.scan(sql):
        if token.name in ("SQL_COMMENT", "C_COMMENT"):
            continue
        if waiting and token.start == waiting[0]:
            inside, depth = True, 0
        if inside and depth == 0 and token.name in ("ASCII_44", "ASCII_41"):
            yield last, token.start if token.name == "ASCII_44" else None
            waiting.pop(0)
            inside = False
        depth += {"ASCII_40": 1, "ASCII_41": -1, "ASCII_91": 1, "ASCII_93": -1}.get(token.name, 0)
        last = token.end + 1


def _element(sql: str, node: Any, end: int, table: Name) -> Element:
    text = sql[node.location : end]
    if isinstance(node, ast.Constraint):
        return Element(constraint_in(node, table, None), text, is_column=False)
    kept = dict(_constraints(sql, node, end, table))
    return Element((*table, str(node.colname)), text, is_column=True, kept=kept)


def _constraints(sql: str, node: Any, end: int, table: Name) -> Iterator[tuple[Name, str]]:
    constraints = [c for c in node.constraints or () if c.contype not in ATTRIBUTES]
    places = [*(c.location for c in constraints), end]
    for constraint, start, until in zip(constraints, places, places[1:], strict=False):
        if constraint.contype in OBJECTS:
            yield constraint_in(constraint, table, str(node.colname)), sql[start:until].strip()


def aligned(text: str, model: str) -> str:
    """Return a column's text with its type aligned to another column's.

    >>> aligned("mail text NOT NULL", "id     bigint")
    'mail   text NOT NULL'
    """
    mine, theirs = NAME.match(text), NAME.match(model)
    if mine is None or theirs is None:
        return text
    return mine[1].ljust(len(theirs[0]) - 1) + " " + text[mine.end() :]


def without(table: Table, name: Name) -> Table:
    """Return the table without an element, and without the comments above and after it."""
    number = next(n for n, e in enumerate(table.elements) if e.name == name)
    elements = list(table.elements)
    gone = elements.pop(number)
    if number < len(elements) and number == 0:
        # The text after the opening bracket is the layout of the first element.
        elements[0] = replace(elements[0], lead=gone.lead if "--" not in gone.lead else elements[0].lead)
    return replace(table, elements=tuple(elements))


def with_more(table: Table, fresh: Sequence[Element]) -> Table:
    """Return the table with further elements: columns after its last column, constraints at the end."""
    elements = list(table.elements)
    for one in fresh:
        columns = [n for n, e in enumerate(elements) if e.is_column]
        at = (columns[-1] + 1 if columns else 0) if one.is_column else len(elements)
        if at and at == len(elements) and table.boundary:
            last = elements[-1]
            elements[-1] = replace(last, pre=last.pre.rstrip() + last.tail + table.boundary, tail="")
        elements.insert(at, _in_layout_of(table, one, elements[at - 1] if at else None))
    return replace(table, elements=tuple(elements))


def _in_layout_of(table: Table, fresh: Element, before: Element | None) -> Element:
    """Return the element in the layout of the existing ones."""
    if table.boundary:
        fresh = replace(fresh, lead=" ", pre=table.boundary)
    model = before or (table.elements[0] if table.elements else None)
    if model is not None and "\n" not in model.lead:
        # Two elements on one line, in a table with one a line.
        model = next((e for e in reversed(table.elements) if "\n" in e.lead and e.is_column), model)
    lines = bool(fresh.lead) or (model is not None and "\n" in model.lead)
    if model is not None and lines and model.is_column and fresh.is_column:
        fresh = replace(fresh, text=aligned(fresh.text, model.text))
    if fresh.lead:
        return fresh
    if model is None or "\n" not in model.lead:
        return replace(fresh, lead=" " if before else "")
    line_break = "\r\n" if "\r\n" in model.lead else "\n"
    return replace(fresh, lead=line_break + model.lead.rpartition("\n")[2])
