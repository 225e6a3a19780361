"""The indexes of a table, including those of its constraints.

Column names are unquoted here, as in a syntax tree; inherited columns, which are no objects of their own, are taken
from the text of the definition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pglast import ast, enums

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.lint.expressions import conjuncts, own_column, parse, statement
from schemadiff.model import Address, Object
from schemadiff.sql.identity import unquoted

EQUALITY = frozenset({"btree", "hash"})
"""Access methods that support ``=`` for every type that has it."""

_EXPRESSION = re.compile(r" USING \w+ \((?:\(|[\w.]+\()")
"""Matches an index whose first key begins like an expression, so that most expression indexes need no parsing."""


class Access(NamedTuple):
    """An index of its own, or that of a constraint."""

    address: Address
    columns: tuple[str | None, ...]
    """The key columns in order; None for an expression."""
    partial: str | None
    method: str
    unique: bool
    valid: bool


def access_of(obj: Object) -> Access | None:
    """The index, or that of a constraint; None for constraints without one."""
    if isinstance(obj, Index):
        return of_index(obj)
    return of_constraint(obj) if isinstance(obj, Constraint) else None


def of_index(index: Index) -> Access:
    """The facts about an index."""
    columns = tuple(unquoted(key) if key else None for key in index.keys)
    if None in columns and not (len(columns) == 1 and _EXPRESSION.search(index.text)):
        columns = tuple(element.name for element in definition_of(index).indexParams)
    return Access(index.address, columns, index.partial, index.method, index.unique, index.valid)


def of_constraint(constraint: Constraint) -> Access | None:
    """The index under a primary key or unique constraint; None for other constraints."""
    if constraint.type not in ("p", "u"):
        return None
    # Temporal keys (18) have a GiST index, which also supports = on the columns before the period.
    method = "gist" if " WITHOUT OVERLAPS)" in constraint.definition else "btree"
    return Access(constraint.address, column_names(constraint), None, method, unique=True, valid=True)


def column_names(constraint: Constraint) -> tuple[str, ...]:
    """The columns of a key or foreign key, in order."""
    if f"({', '.join(constraint.columns)})" in constraint.definition:
        return tuple(map(unquoted, constraint.columns))
    node = node_of(constraint)
    return tuple(name.sval for name in node.fk_attrs or node.keys or ())


def node_of(constraint: Constraint) -> Any:
    """The syntax tree of a constraint's definition."""
    return statement(f"ALTER TABLE t ADD {constraint.definition}").cmds[0].def_


def definition_of(index: Index) -> Any:
    """The syntax tree of CREATE INDEX."""
    return _definition(index.text)


@lru_cache(maxsize=1 << 13)
def _definition(text: str) -> Any:
    return statement(text)


def begins_with(access: Access, columns: Collection[str]) -> bool:
    """True if the index's first keys are exactly these columns, in any order."""
    return set(access.columns[: len(set(columns))]) == set(columns)


def holds_all(access: Access, columns: Collection[str]) -> bool:
    """True unless the index is partial and may lack a row that has values in ``columns``."""
    return not_null_columns(access) <= set(columns)


def not_null_columns(access: Access) -> frozenset[str | None]:
    """The columns that the index's predicate requires to be NOT NULL; None is among them for any other condition."""
    return frozenset(_not_null(access.partial)) if access.partial is not None else frozenset()


def _not_null(predicate: str) -> Iterator[str | None]:
    """Yield the columns of ``(a IS NOT NULL) AND ...``, and None for any other condition."""
    for condition in conjuncts(parse(predicate)):
        match condition:
            case ast.NullTest(nulltesttype=enums.NullTestType.IS_NOT_NULL, arg=arg):
                yield own_column(arg)
            case _:
                yield None
