"""The names that PostgreSQL gives to unnamed constraints, indexes and sequences, for finding their positions.

They are guesses: PostgreSQL appends a number if a name is taken. Only positions depend on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums

from schemadiff.sql.usualnames import joined, together

_LABELS: dict[Any, str] = {
    enums.ConstrType.CONSTR_CHECK: "check",
    enums.ConstrType.CONSTR_EXCLUSION: "excl",
    enums.ConstrType.CONSTR_FOREIGN: "fkey",
    enums.ConstrType.CONSTR_NOTNULL: "not_null",
    enums.ConstrType.CONSTR_PRIMARY: "pkey",
    enums.ConstrType.CONSTR_UNIQUE: "key",
}


def sequence_name(table: str, column: str) -> str:
    """Return the name of the sequence of a serial or identity column."""
    return joined(table, column, "seq")


def constraint_name(table: str, column: str | None, node: Any) -> str:
    """Return the name of an unnamed constraint, which is inside a column if ``column`` is given."""
    label = _LABELS.get(node.contype, "")
    match node.contype:
        case enums.ConstrType.CONSTR_PRIMARY:
            return joined(table, "", label)
        case enums.ConstrType.CONSTR_CHECK:
            columns = sorted(set(_columns(node.raw_expr)))
            return joined(table, columns[0] if len(columns) == 1 else "", label)
        case enums.ConstrType.CONSTR_EXCLUSION:
            keys = [_index_column(pair[0]) for pair in node.exclusions or ()]
        case enums.ConstrType.CONSTR_FOREIGN:
            keys = [k.sval for k in node.fk_attrs or ()]
        case _:
            keys = [k.sval for k in node.keys or ()]
    return joined(table, together(keys or [column or ""]), label)


def check_of_domain(domain: str) -> str:
    """Return the name of an unnamed check of a domain: VALUE does not count as a column."""
    return joined(domain, "", "check")


def index_name(table: str, node: Any) -> str:
    """Return the name of the index of a CREATE INDEX without one."""
    return joined(table, together([_index_column(p) for p in node.indexParams or ()]), "idx")


def _index_column(element: Any) -> str:
    if element.name:
        return str(element.name)
    match element.expr:
        case ast.FuncCall(funcname=(*_, ast.String(sval=name))):
            return str(name)
        case ast.CoalesceExpr():
            return "coalesce"
        case ast.TypeCast(typeName=ast.TypeName(names=(*_, ast.String(sval=name)))):
            return str(name)
    return "expr"


def _columns(node: Any) -> Iterator[str]:
    match node:
        case ast.ColumnRef(fields=(*_, ast.String(sval=name))):
            yield str(name)
        case tuple():
            for item in node:
                yield from _columns(item)
        case ast.Node():
            for name in node:
                yield from _columns(getattr(node, name))
