"""A policy looks for rows by a column that no index begins with.

What
    A column that the USING clause of a policy compares, by ``=``, ``IN`` or ``= ANY``, with a value that
    does not depend on the row and is no constant, while no valid index begins with it. Of conditions that AND
    joins, one that has its index is enough; where OR joins one that no index can serve, none would help.

Why
    The condition is part of every query of the roles that the policy is for. Without an index each of
    them reads the whole table, whatever else it asks for (Supabase measures a factor of 100).

Instead
        CREATE INDEX ON notes (author);

    Small tables are read as a whole in any case: an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pglast import ast, enums

from schemadiff.kinds.table import Table
from schemadiff.lint.access import EQUALITY, Access, holds_all
from schemadiff.lint.expressions import bare_name, comparisons, constant, own_column, parse, refers_to_row
from schemadiff.lint.subject import Subject
from schemadiff.lint.words import count, listed
from schemadiff.model import Address, Finding, Severity

CODE = "IDX006"
NAME = "unindexed-policy-column"
SEVERITY = Severity.WARNING
ON = Table
METHODS = EQUALITY | {"gist"}


class _Condition(NamedTuple):
    """What indexes can do for a condition."""

    usable: bool = False
    """True if an index could serve it."""
    served: bool = False
    """True if one does, and finds few rows."""
    missing: tuple[str, ...] = ()
    """The columns that need one."""


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield each column of the table that its policies look for in vain."""
    wanted: dict[str, list[str]] = {}
    for policy in schema.policies.get(table.address, ()):
        if policy.using is None or policy.address in schema.broken_addresses:
            continue
        condition = _read(parse(policy.using), _Table(bare_name(table.address), _indexed(table, schema)))
        for column in dict.fromkeys(condition.missing):
            wanted.setdefault(column, []).append(policy.name)
    for column, policies in wanted.items():
        name = schema.quoted(table.address, column)
        address = Address("table column", f"{table.identity}.{name}")
        yield Finding(
            CODE,
            SEVERITY,
            f"{count(len(policies), 'policy', 'policies')} of {table.identity} ({listed(policies)}) "
            f"{'looks' if len(policies) == 1 else 'look'} for rows by {name}, and no index begins with it",
            address,
            schema.at.get(address) or schema.place(table),
            f"CREATE INDEX ON {table.identity} ({name});",
            safe=True,
        )


class _Table(NamedTuple):
    name: str
    indexed: frozenset[str | None]


def _indexed(table: Table, schema: Subject) -> frozenset[str | None]:
    """The columns that a usable index begins with."""
    accesses = schema.accesses.get(table.address, ())
    return frozenset(access.columns[0] for access in accesses if _finds(access))


def _finds(access: Access) -> bool:
    column = access.columns[0]
    return access.valid and access.method in METHODS and column is not None and holds_all(access, {column})


def _read(node: Any, table: _Table) -> _Condition:
    match node:
        case ast.BoolExpr(boolop=enums.BoolExprType.AND_EXPR, args=args):
            return _all([_read(arg, table) for arg in args or ()])
        case ast.BoolExpr(boolop=enums.BoolExprType.OR_EXPR, args=args):
            return _any([_read(arg, table) for arg in args or ()])
        case ast.NullTest() | ast.BooleanTest():
            return _Condition(usable=own_column(node.arg) is not None)
        case ast.ColumnRef():
            return _Condition(usable=True)
    return _all(
        [_compared(column, value, table) for side, value in comparisons(node) if (column := own_column(side))]
    )


def _all(parts: list[_Condition]) -> _Condition:
    """Conditions that AND joins: one index is enough, so ask for as few as possible."""
    if any(part.served for part in parts):
        return _Condition(usable=True, served=True)
    missing = sorted((part.missing for part in parts if part.missing), key=len)
    return _Condition(any(part.usable for part in parts), served=False, missing=missing[0] if missing else ())


def _any(parts: list[_Condition]) -> _Condition:
    """Conditions that OR joins: an index for each, or none is of use."""
    if not all(part.usable for part in parts):
        return _Condition()
    missing = tuple(column for part in parts for column in part.missing)
    return _Condition(usable=True, served=all(part.served for part in parts), missing=missing)


def _compared(column: str, value: Any, table: _Table) -> _Condition:
    if refers_to_row(value, table.name):
        return _Condition()
    if constant(value):
        # Half of the rows may be 'published': an index may help, and may not.
        return _Condition(usable=True)
    served = column in table.indexed
    return _Condition(usable=True, served=served, missing=() if served else (column,))
