"""Rows of one tenant can refer to, or get in the way of, those of another.

What
    With ``tenant_column`` set under ``[lint]``: a foreign key between two tables that both have that column,
    and that does not include it; a unique constraint or index of such a table that does not include it.

Why
    A row of one tenant can name a parent of another, whatever the policies say, as foreign keys are checked
    past them. And a value that is unique over all tenants tells one of them, by an error, what the others have.

Instead
        FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
        UNIQUE (organization_id, number)

    Without ``tenant_column`` nothing is found. A foreign key may also go by a column that another one holds
    to the same tenant: ``(ticket_type_id, event_id)``, where both sides refer to an event of theirs. Unique may
    be what contains a primary key or a reference to a tenant's row, and a single ``uuid``. What another system
    numbers: an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.lint.columns import pairs, primary_key
from schemadiff.lint.indexes import Access, column_names
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import listed

CODE = "CON012"
NAME = "tenant-isolation"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the keys of a tenant's table that reach over to another tenant."""
    tenant = schema.settings.tenant_column
    if tenant is None or table.partition_of or schema.column(table.address, tenant) is None:
        return
    for constraint in schema.constraints.get(table.address, ()):
        if constraint.type == "f" and not constraint.inherited_from:
            yield from _reference(constraint, table.address, tenant, schema)
    for access in schema.accesses.get(table.address, ()):
        if access.unique and tenant not in access.columns and not _free(access, table, tenant, schema):
            yield _unique(access, tenant, schema)


def _reference(constraint: Constraint, table: Address, tenant: str, schema: Subject) -> Iterator[Finding]:
    columns = dict(pairs(constraint))
    parent = Address("table", constraint.references or "")
    theirs = schema.column(parent, tenant)
    if theirs is None or tenant in columns:
        return
    mine, other = _held(table, tenant, schema), _held(parent, tenant, schema)
    if any(name in mine and mine[name] == other.get(referred) for name, referred in columns.items()):
        return
    names = [schema.quoted(table, name) for name in columns]
    yield Finding(
        CODE,
        SEVERITY,
        f"{constraint.identity} can refer to a row of {parent.identity} that has another {theirs.name}",
        constraint.address,
        schema.place(constraint),
        f"FOREIGN KEY ({', '.join([theirs.name, *names])}) REFERENCES {parent.identity} "
        f"({', '.join([theirs.name, *(schema.quoted(parent, name) for name in columns.values())])})",
    )


def _foreign_keys(table: Address, schema: Subject) -> Iterator[tuple[str, dict[str, str]]]:
    for constraint in schema.constraints.get(table, ()):
        if constraint.type == "f" and constraint.references:
            yield constraint.references, dict(pairs(constraint))


def _held(table: Address, tenant: str, schema: Subject) -> dict[str, tuple[str, str]]:
    """What each column refers to that a foreign key holds to the row's own tenant."""
    return {
        name: (parent, referred)
        for parent, columns in _foreign_keys(table, schema)
        if tenant in columns
        for name, referred in columns.items()
    }


def _free(access: Access, table: Table, tenant: str, schema: Subject) -> bool:
    """True for what may be unique everywhere: what has the key of a tenant's row in it, and single uuids."""
    columns = [schema.column(table.address, name) if name else None for name in access.columns]
    if len(columns) == 1 and columns[0] is not None and columns[0].data_type == "uuid":
        return True
    key = primary_key(table.address, schema)
    owned = [set(column_names(key))] if key else []
    for parent, names in _foreign_keys(table.address, schema):
        if schema.column(Address("table", parent), tenant):
            owned.append(set(names) - {tenant})
    return any(names and names <= set(access.columns) for names in owned)


def _unique(access: Access, tenant: str, schema: Subject) -> Finding:
    names = [name or "..." for name in access.columns]
    return Finding(
        CODE,
        SEVERITY,
        f"{access.address} is unique over all of {tenant}",
        access.address,
        schema.place(schema.whole.objects[access.address]),
        f"UNIQUE ({', '.join([tenant, *names])})",
        listed(names),
    )
