"""A policy wraps a column, so that no index on it is of use.

What
    A column of the row under a cast or a function, which the USING clause of a policy compares with a value
    that depends on no row and is no constant, without an index on that expression.

Why
    An index on the column finds values of the column, not of what is made of it: each query of the roles that
    the policy is for reads the whole table.

Instead
    Cast the other side, or index the expression:

        CREATE POLICY own ON notes USING (organization_id = (SELECT auth.jwt() ->> 'organization_id')::uuid);
        CREATE INDEX ON notes (lower(email));

    A cast that changes nothing, as of varchar to text, does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.kinds.domain import Domain
from schemadiff.kinds.index import Index
from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import (
    comparisons,
    constant,
    operator,
    own_column,
    refers_to_row,
    row_columns,
    shown,
)
from schemadiff.lint.indexes import definition_of
from schemadiff.lint.rls.clauses import Clause, judged, table_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import listed

CODE = "RLS014"
NAME = "policy-wraps-column"
SEVERITY = Severity.WARNING
ON = Policy
WRAPPERS = (ast.TypeCast, ast.FuncCall, ast.CoalesceExpr)
GETS = frozenset({"->", "->>", "#>", "#>>"})
SAME = {("character varying", "text"), ("text", "character varying"), ("name", "text")}
"""Casts that PostgreSQL looks through."""
SPELT = {"varchar": "character varying", "bpchar": "character", "int4": "integer", "int8": "bigint"}


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it looks for rows by what no index has."""
    if policy.using is None or not judged(policy, schema):
        return
    sides = {shown(side): side for side in _wrapped(policy, schema)}
    if not sides:
        return
    wrapped = [*sides]
    time = next(filter(None, (_time(side, policy, schema) for side in sides.values())), None)
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} searches rows by {listed(wrapped)}, which no index supports",
        policy.address,
        schema.place(policy),
        f"compare {time} itself with the start and the end of the wanted range"
        if time
        else f"cast the other side, or: CREATE INDEX ON {policy.table} (({wrapped[0]}));",
    )


def _time(side: Any, policy: Policy, schema: Subject) -> str | None:
    """A moment or day that is wrapped: most of what is made of one depends on the time zone, and no index has it."""
    for name in row_columns(side, table_name(policy)):
        column = schema.column(policy.parent, name) if policy.parent else None
        if column is not None and column.data_type.startswith(("timestamp", "date", "time")):
            return column.name
    return None


def _wrapped(policy: Policy, schema: Subject) -> Iterator[Any]:
    assert policy.using is not None
    assert policy.parent is not None
    table = table_name(policy)
    for node in Clause("USING", policy.using).nodes:
        for side, value in comparisons(node):
            if not (isinstance(side, WRAPPERS) or operator(side) in GETS) or constant(value):
                continue
            if (
                not refers_to_row(side, table)
                or refers_to_row(value, table)
                or _harmless(side, policy, schema)
            ):
                continue
            if shown(side) not in _indexed(policy.parent, schema) and not _row(side, table):
                yield side


def _row(side: Any, table: str) -> bool:
    """True if the whole row is asked for, which no index has in any case."""
    return "*" in row_columns(side, table)


def _harmless(side: Any, policy: Policy, schema: Subject) -> bool:
    name = own_column(side.arg) if isinstance(side, ast.TypeCast) else None
    column = schema.column(policy.parent, name) if name and policy.parent else None
    if column is None:
        return False
    words = [part.sval for part in side.typeName.names if part.sval != "pg_catalog"]
    wanted = SPELT.get(words[-1], words[-1])
    own = column.data_type.partition("(")[0]
    domain = schema.whole.objects.get(Address("type", own))
    base = domain.base.partition("(")[0] if isinstance(domain, Domain) else own
    return base == wanted or (base, wanted) in SAME


def _indexed(table: Address, schema: Subject) -> frozenset[str]:
    """The expressions that an index of the table begins with."""
    indexes = (
        schema.whole.objects[a.address]
        for a in schema.accesses.get(table, ())
        if a.columns[0] is None and a.valid
    )
    firsts = (definition_of(index).indexParams[0].expr for index in indexes if isinstance(index, Index))
    return frozenset(shown(first) for first in firsts if first is not None)
