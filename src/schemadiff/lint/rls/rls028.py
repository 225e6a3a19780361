"""A policy believes a table that everybody may write to.

What
    A policy with a subquery on a table without row level security on which an API role holds INSERT, UPDATE or
    DELETE.

Why
    Who writes a row into that table decides what the policy answers: the door is locked, and the key hangs
    beside it.

Instead
        REVOKE INSERT, UPDATE, DELETE ON members FROM authenticated;

    or row level security on that table as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.kinds.table import Table
from schemadiff.lint.reach import read_as_caller
from schemadiff.lint.rls.clauses import clauses
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity

CODE = "RLS028"
NAME = "policy-reads-unprotected-table"
SEVERITY = Severity.WARNING
ON = Policy
WRITES = ("INSERT", "UPDATE", "DELETE")


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy with each table that the outside may fill."""
    for table in dict.fromkeys(_tables(policy, schema)):
        obj = schema.whole.objects[table]
        held = schema.outside.held(table, *WRITES)
        if not held or not isinstance(obj, Table) or obj.row_security or obj.address == policy.parent:
            continue
        rights = [right for right in WRITES if any(right in theirs for theirs in held.values())]
        yield Finding(
            CODE,
            SEVERITY,
            f"policy {policy.identity} reads {obj.identity}, which has no row level security, and {may(held)} there",
            policy.address,
            schema.place(policy),
            f"REVOKE {', '.join(rights)} ON {obj.identity} FROM {', '.join(held)};",
            obj.identity,
        )


def _tables(policy: Policy, schema: Subject) -> Iterator[Address]:
    for clause in clauses(policy):
        for node in clause.nodes:
            if isinstance(node, ast.RangeVar) and (relation := schema.named.relation(node)):
                yield from (table.address for table in read_as_caller(relation, schema))
