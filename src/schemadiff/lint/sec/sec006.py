"""The outside reads a column that holds a secret, by its name.

What
    A column with one of the names in ``columns`` (passwords, tokens, keys, numbers of cards and persons) of a
    table in an exposed schema that an API role may read, where the table has no row level security, or, as an
    info, where a policy shows every row to that role. Whole names count, not parts of them.

Why
    What a client may read, everybody may read who opens the developer tools.

Instead
    Keep it in a schema that is not exposed, or grant the other columns alone:

        REVOKE SELECT ON accounts FROM authenticated;
        GRANT SELECT (id, name) ON accounts TO authenticated;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.table import Table
from schemadiff.lint.constant_conditions import truth
from schemadiff.lint.expressions import parse
from schemadiff.lint.roles import role_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

CODE = "SEC006"
NAME = "sensitive-columns-exposed"
SEVERITY = Severity.ERROR
ON = Column


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if everybody may read what nobody should."""
    table = schema.whole.objects.get(column.parent) if column.parent else None
    if not isinstance(table, Table) or not schema.outside.exposed(table.schema):
        return
    if unquoted(column.name).lower() not in schema.option(CODE, NAME, "columns"):
        return
    readers = [*_readers(table, column, schema)]
    shown = [policy for policy in schema.policies.get(table.address, ()) if _shows_all(policy, readers)]
    if not readers or (table.row_security and not shown):
        return
    how = f"policy {shown[0].name} shows every row" if table.row_security else "no policy protects a row"
    yield Finding(
        CODE,
        Severity.INFO if table.row_security else SEVERITY,
        f"{listed(readers)} may read {column.identity}, and {how}",
        column.address,
        schema.place(column),
        f"REVOKE SELECT ON {table.identity} FROM {', '.join(readers)};\nthen GRANT SELECT on the other columns",
    )


def _readers(table: Table, column: Column, schema: Subject) -> Iterator[str]:
    for entry in schema.privileges.get(table.address, ()):
        rights = {*entry.rights, *dict(entry.columns).get(column.name, ())}
        if (
            not entry.owners
            and role_name(entry.grantee) in schema.outside.api_roles
            and "SELECT" in dict(rights)
        ):
            yield entry.grantee


def _shows_all(policy: Policy, readers: list[str]) -> bool:
    reads = policy.permissive and policy.command in ("SELECT", "ALL") and policy.using is not None
    meets = "PUBLIC" in policy.roles or bool(set(readers) & set(policy.roles))
    return reads and meets and truth(parse(policy.using or "")) is True
