"""A foreign key is there twice, or does not hold for rows that are half NULL.

What
    Two foreign keys of a table with the same columns to the same key; and one of several columns of which at
    least two may be NULL, without MATCH FULL.

Why
    Each of the two is checked with every change, and they may disagree about what happens when a parent goes.
    Of several columns, one that is NULL is enough for none of them to be checked (MATCH SIMPLE): with two that
    may be NULL, a row can name half a parent, which need not exist.

Instead
        ALTER TABLE tickets ADD FOREIGN KEY (event_id, seat) REFERENCES seats (event_id, seat) MATCH FULL;

    or NOT NULL; of two that are the same, remove one from ``desired/``. One optional column beside NOT NULL ones, as in ``(organization_id, member_id)``, is left
    alone: NULL there means that there is no parent.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.lint.columns import pairs
from schemadiff.lint.expressions import called, own_column, walk
from schemadiff.lint.indexes import node_of
from schemadiff.lint.removing import removed
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

CODE = "CON011"
NAME = "duplicate-or-nullable-composite-fk"
SEVERITY = Severity.WARNING
ON = Table
SIMPLE = "s"
COUNTS = (("num_nulls",), ("num_nonnulls",))


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the foreign keys that repeat another one, and those that hold only by halves."""
    seen: dict[tuple[str | None, tuple[tuple[str, str], ...]], Constraint] = {}
    for constraint in sorted(schema.constraints.get(table.address, ()), key=lambda c: c.identity):
        if constraint.type != "f" or constraint.inherited_from:
            continue
        columns = tuple(pairs(constraint))
        first = seen.setdefault((constraint.references, tuple(sorted(columns))), constraint)
        if first is not constraint:
            yield _finding(
                constraint,
                f"{constraint.identity} is the same as {first.name}",
                removed(constraint.address),
                "twice",
                schema,
            )
        nullable = _nullable(constraint, [name for name, _ in columns], schema)
        halves = len(nullable) > 1 and node_of(constraint).fk_matchtype == SIMPLE
        if halves and not any(_together(c, nullable) for c in schema.constraints[table.address]):
            message = f"{constraint.identity} is not checked where one of {listed(nullable)} is NULL"
            yield _finding(constraint, message, "MATCH FULL, or NOT NULL", "half", schema)


def _nullable(constraint: Constraint, names: list[str], schema: Subject) -> list[str]:
    columns = [schema.column(constraint.parent, name) for name in names] if constraint.parent else []
    return [column.name for column in columns if column and not column.not_null]


def _together(check: Constraint, names: list[str]) -> bool:
    """True for a CHECK about which of the columns are NULL: that is for all of them to be, or for none."""
    if check.type != "c":
        return False
    asked: set[str | None] = set()
    for node in walk(node_of(check)):
        if isinstance(node, ast.NullTest):
            asked.add(own_column(node.arg))
        elif called(node)[-1:] in COUNTS:
            asked |= {own_column(arg) for arg in node.args or ()}
    return {*map(unquoted, names)} <= asked


def _finding(constraint: Constraint, message: str, instead: str, key: str, schema: Subject) -> Finding:
    return Finding(CODE, SEVERITY, message, constraint.address, schema.place(constraint), instead, key)
