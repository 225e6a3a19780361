"""A policy tells rows apart by a column that may be NULL.

What
    A nullable column that the USING clause of a policy compares, by ``=``, ``IN`` or ``= ANY``, with a value that
    depends on no row and is no constant, unless OR lets rows through without it.

Why
    NULL equals nothing: a row without a value is nobody's, and nobody sees it, not even who wrote it. It
    stays until a job finds it that no policy holds for.

Instead
        ALTER TABLE notes ALTER COLUMN author SET NOT NULL;

    Where NULL means a row for everybody, the policy says so, and an ignore why.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.expressions import parse
from schemadiff.lint.rls.clauses import judged, required, table_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import count, listed

CODE = "RLS022"
NAME = "policy-nullable-discriminator"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield each column that decides whose row it is, and may be NULL."""
    deciding: dict[str, list[str]] = {}
    for policy in schema.policies.get(table.address, ()):
        if policy.using is None or not judged(policy, schema):
            continue
        for name in sorted(required(parse(policy.using), table_name(policy))):
            deciding.setdefault(name, []).append(policy.name)
    for name, policies in deciding.items():
        column = schema.column(table.address, name)
        if column is None or column.not_null:
            continue
        address = Address("table column", f"{table.identity}.{column.name}")
        yield Finding(
            CODE,
            SEVERITY,
            f"{count(len(policies), 'policy', 'policies')} of {table.identity} ({listed(policies)}) "
            f"{'tells' if len(policies) == 1 else 'tell'} rows apart by {column.name}, and nobody sees one where it is NULL",
            address,
            schema.at.get(address) or schema.place(table),
            f"ALTER TABLE {table.identity} ALTER COLUMN {column.name} SET NOT NULL;",
        )
