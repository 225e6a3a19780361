"""The indexes that a table lacks: for its foreign keys and policies, and as few as serve all of them.

Column names are unquoted here, as in a syntax tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pglast import ast, enums

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.lint.expressions import bare_name, comparisons, constant, own_column, parse, refers_to_row
from schemadiff.lint.indexes import EQUALITY, Access, begins_with, column_names, holds_all
from schemadiff.lint.subject import Subject
from schemadiff.model import Address

METHODS = EQUALITY | {"gist"}


def index(table: Address, columns: Collection[str], schema: Subject) -> str:
    """The statement that creates an index for these columns, or another missing index that begins with them."""
    fitting = (keys for keys in _together(_wanted(table, schema)) if _leads(keys, columns))
    keys = next(fitting, tuple(columns))
    return f"CREATE INDEX ON {table.identity} ({', '.join(schema.quoted(table, key) for key in keys)});"


def _wanted(table: Address, schema: Subject) -> Iterator[Sequence[str]]:
    """Yield the columns of each index that the table lacks."""
    obj = schema.whole.objects.get(table)
    if isinstance(obj, Table):
        yield from ((column,) for column in policy_columns(obj, schema))
    for constraint in schema.constraints.get(table, ()):
        if constraint.tied() is None and (columns := foreign_key(constraint, schema)):
            yield columns


def _together(wanted: Iterator[Sequence[str]]) -> list[tuple[str, ...]]:
    """The keys of indexes that serve all: one that begins with another's columns also replaces that."""
    found: list[tuple[str, ...]] = []
    for columns in sorted(wanted, key=len):
        fits = next((keys for keys in found if set(keys) <= set(columns)), ())
        if fits:
            found.remove(fits)
        found.append((*fits, *(column for column in columns if column not in fits)))
    return found


def _leads(keys: Sequence[str], columns: Collection[str]) -> bool:
    return set(keys[: len(columns)]) == set(columns)


def foreign_key(constraint: Constraint, schema: Subject) -> tuple[str, ...]:
    """The columns of a foreign key without a usable index; empty for other constraints."""
    if constraint.type != "f" or constraint.parent is None:
        return ()
    if constraint.definition.endswith("NOT ENFORCED"):  # since 18: nothing looks for the rows
        return ()
    columns = column_names(constraint)
    temporal = ", PERIOD " in constraint.definition
    accesses = schema.accesses.get(constraint.parent, ())
    return () if any(_serves(access, columns, temporal=temporal) for access in accesses) else columns


def _serves(access: Access, columns: Sequence[str], *, temporal: bool) -> bool:
    usable = access.method in EQUALITY
    if temporal:
        # The columns before the period select few rows, and GiST also supports = on them.
        columns, usable = columns[:-1] or columns, usable or access.method == "gist"
    return usable and access.valid and begins_with(access, columns) and holds_all(access, columns)


def policy_columns(table: Table, schema: Subject) -> Mapping[str, list[str]]:
    """The columns that policies compare without an index, each with the names of these policies."""
    wanted: dict[str, list[str]] = {}
    for policy in schema.policies.get(table.address, ()):
        if policy.using is None or policy.address in schema.broken_addresses:
            continue
        condition = _read(parse(policy.using), _Table(bare_name(table.address), _indexed(table, schema)))
        for column in dict.fromkeys(condition.missing):
            wanted.setdefault(column, []).append(policy.name)
    return wanted


class _Condition(NamedTuple):
    """The use of indexes for a condition."""

    usable: bool = False
    """True if an index could be used for it."""
    served: bool = False
    """True if an existing index is used for it, and finds few rows."""
    missing: tuple[str, ...] = ()
    """The columns that need an index."""


class _Table(NamedTuple):
    name: str
    indexed: frozenset[str | None]


def _indexed(table: Table, schema: Subject) -> frozenset[str | None]:
    """The first columns of the usable indexes."""
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
    """Combine conditions joined by AND: one index is enough, so require as few columns as possible."""
    if any(part.served for part in parts):
        return _Condition(usable=True, served=True)
    missing = sorted((part.missing for part in parts if part.missing), key=len)
    return _Condition(any(part.usable for part in parts), served=False, missing=missing[0] if missing else ())


def _any(parts: list[_Condition]) -> _Condition:
    """Combine conditions joined by OR: each needs an index, or none is of use."""
    if not all(part.usable for part in parts):
        return _Condition()
    missing = tuple(column for part in parts for column in part.missing)
    return _Condition(usable=True, served=all(part.served for part in parts), missing=missing)


def _compared(column: str, value: Any, table: _Table) -> _Condition:
    if refers_to_row(value, table.name):
        return _Condition()
    if constant(value):
        # Half of the rows may be 'published', so an index need not help.
        return _Condition(usable=True)
    served = column in table.indexed
    return _Condition(usable=True, served=served, missing=() if served else (column,))
