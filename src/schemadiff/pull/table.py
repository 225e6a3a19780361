"""One CREATE TABLE in ``desired/`` written anew in places: columns and constraints taken out, put in, changed.

What is not touched stays to the letter, comments and commas included. Places come from pglast.
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
    """A column or a table constraint between the parentheses, with what stands around it."""

    name: Name
    """Of the column or constraint, with the table's before it."""
    text: str
    is_column: bool
    lead: str = ""
    """Before it: line break, indent, comments on lines of their own."""
    pre: str = ""
    """Between it and its comma."""
    tail: str = ""
    """Behind its comma, on the same line."""
    kept: Mapping[Name, str] | None = None
    """The constraints that are objects of their own, as they stand in the line of this column."""


@dataclass(frozen=True)
class Table:
    """A CREATE TABLE taken apart: head, elements and the rest, which together are its text."""

    head: str
    elements: tuple[Element, ...]
    rest: str
    boundary: str = ""
    """What stands before a comma: a line break where commas begin lines."""

    @property
    def text(self) -> str:
        """The whole statement."""
        return "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        yield self.head
        end = ""
        for number, element in enumerate(self.elements):
            yield from _broken(end, element.lead)
            yield element.lead + element.text
            last = number == len(self.elements) - 1
            end = element.pre.rstrip() + element.tail if last else f"{element.pre},{element.tail}"
            yield end
        yield from _broken(end, self.rest)
        yield self.rest


def _broken(before: str, following: str) -> Iterator[str]:
    """A line break where a comment would swallow what follows."""
    if "--" in before.rpartition("\n")[2] and not following.lstrip(" \t\r").startswith("\n"):
        yield "\n"


def taken_apart(statement: SourceStatement, table: Name) -> Table | None:
    """The elements of a CREATE TABLE; None where it has none, or others than columns and constraints."""
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
    """What stands on the rest of a line, if it is a comment or nothing; and what follows."""
    here, line_break, _ = text.partition("\n")
    here = here.removesuffix("\r")
    return (here, text[len(here) :]) if line_break else ("", text)


def _ends(sql: str, starts: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """For each element that begins at ``starts``, where its last word ends, and its comma."""
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
    """A column's text with its type where another column has it.

    >>> aligned("mail text NOT NULL", "id     bigint")
    'mail   text NOT NULL'
    """
    mine, theirs = NAME.match(text), NAME.match(model)
    if mine is None or theirs is None:
        return text
    return mine[1].ljust(len(theirs[0]) - 1) + " " + text[mine.end() :]


def without(table: Table, name: Name) -> Table:
    """The table without an element, and without the comments above it and behind it."""
    number = next(n for n, e in enumerate(table.elements) if e.name == name)
    elements = list(table.elements)
    gone = elements.pop(number)
    if number < len(elements) and number == 0:
        # What follows the bracket is the layout of the first one.
        elements[0] = replace(elements[0], lead=gone.lead if "--" not in gone.lead else elements[0].lead)
    return replace(table, elements=tuple(elements))


def with_more(table: Table, fresh: Sequence[Element]) -> Table:
    """The table with further elements: columns behind its last column, constraints at the end."""
    elements = list(table.elements)
    for one in fresh:
        columns = [n for n, e in enumerate(elements) if e.is_column]
        at = (columns[-1] + 1 if columns else 0) if one.is_column else len(elements)
        if at and at == len(elements) and table.boundary:
            last = elements[-1]
            elements[-1] = replace(last, pre=last.pre.rstrip() + last.tail + table.boundary, tail="")
        elements.insert(at, _like(table, one, elements[at - 1] if at else None))
    return replace(table, elements=tuple(elements))


def _like(table: Table, fresh: Element, before: Element | None) -> Element:
    """The element laid out as those that are there."""
    if table.boundary:
        fresh = replace(fresh, lead=" ", pre=table.boundary)
    model = before or (table.elements[0] if table.elements else None)
    if model is not None and "\n" not in model.lead:
        # Two on one line, in a table of lines.
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
