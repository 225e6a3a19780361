"""Everybody may write to a table that no policy protects, or will to each new one.

What
    INSERT, UPDATE, DELETE or TRUNCATE for PUBLIC or anon on a table without row level security outside of the
    exposed schemas (inside, RLS001 says more), and default privileges in ``desired/`` that grant one of these
    to PUBLIC or an API role.

Why
    A schema that is not exposed today is exposed by one line of a setting tomorrow, and whoever gets a
    connection writes today. Default privileges make that so for every table that will come.

Instead
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON private.jobs FROM PUBLIC, anon;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.kinds.table import Table
from schemadiff.lint.fun.fun005 import EVERYBODY
from schemadiff.lint.roles import may, role_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC004"
NAME = "grant-to-public"
SEVERITY = Severity.WARNING
ON = Table | DefaultPrivilege
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


def check(thing: Table | DefaultPrivilege, schema: Subject) -> Iterator[Finding]:
    """Yield the table, or the default privileges, if everybody may write."""
    yield from _table(thing, schema) if isinstance(thing, Table) else _default(thing, schema)


def _table(table: Table, schema: Subject) -> Iterator[Finding]:
    if table.row_security or schema.outside.exposed(table.schema) or schema.guarded_by_parent(table):
        return
    granted = schema.outside.granted(table.address, *WRITES, roles=EVERYBODY)
    held = {role: rights for role, rights in granted.items() if role in EVERYBODY}
    if not held:
        return
    rights = [right for right in WRITES if any(right in theirs for theirs in held.values())]
    yield Finding(
        CODE,
        SEVERITY,
        f"{may(held)} on table {table.identity}, which has no row level security",
        table.address,
        schema.place(table),
        f"REVOKE {', '.join(rights)} ON {table.identity} FROM {', '.join(held)};",
        safe=True,
    )


def _default(default: DefaultPrivilege, schema: Subject) -> Iterator[Finding]:
    at = schema.at.get(default.address)
    if default.letter != "r" or at is None:
        return
    held = {
        grantee: [right for right, _ in rights if right in WRITES]
        for grantee, rights in default.grants
        if role_name(grantee) in schema.outside.api_roles
    }
    held = {grantee: rights for grantee, rights in held.items() if rights}
    if held:
        place = "" if default.role == schema.whole.role else f" FOR ROLE {default.role}"
        place += f" IN SCHEMA {default.within}" if default.within else ""
        yield Finding(
            CODE,
            SEVERITY,
            f"{may(held)} on each table that {default.role} will create"
            + (f" in {default.within}" if default.within else "")
            + ", with row level security or without",
            default.address,
            at,
            f"ALTER DEFAULT PRIVILEGES{place} REVOKE ALL ON TABLES FROM {', '.join(held)};",
            safe=True,
        )
