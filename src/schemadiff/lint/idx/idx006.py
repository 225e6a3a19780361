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

from schemadiff.kinds.table import Table
from schemadiff.lint.lacking import index, policy_columns
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import count, listed

CODE = "IDX006"
NAME = "unindexed-policy-column"
SEVERITY = Severity.WARNING
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield each column of the table that its policies look for in vain."""
    for column, policies in policy_columns(table, schema).items():
        name = schema.quoted(table.address, column)
        address = Address("table column", f"{table.identity}.{name}")
        yield Finding(
            CODE,
            SEVERITY,
            f"{count(len(policies), 'policy', 'policies')} of {table.identity} ({listed(policies)}) "
            f"{'looks' if len(policies) == 1 else 'look'} for rows by {name}, and no index begins with it",
            address,
            schema.at.get(address) or schema.place(table),
            index(table.address, (column,), schema),
            safe=True,
        )
