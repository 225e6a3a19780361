"""A role goes past all row level security.

What
    A role of the database that is a superuser, has BYPASSRLS, or can become such a role by SET ROLE, and that
    may log in or is one of the API's or the application's. The bootstrap superuser does not count, nor do
    the roles in ``allowed`` (under the preset supabase: the platform's own).

Why
    No policy holds for it. Who connects as such a role, or finds its password, reads and writes every row.

Instead
        ALTER ROLE reporting NOBYPASSRLS;

    A role for backups needs it: ``RLS027 = { allowed = ["backup"] }`` under ``[lint.rules]``.

Needs a database in use (``--live``).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.observed import LiveRole
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import listed

CODE = "RLS027"
NAME = "bypassrls-role"
SEVERITY = Severity.WARNING
ON = LiveRole
PLATFORM = frozenset(
    {
        "authenticator",
        "cli_login_postgres",
        "postgres",
        "service_role",
        "supabase_admin",
        "supabase_etl_admin",
        "supabase_read_only_user",
        "supabase_replication_admin",
    }
)
"""Those of Supabase that go past policies by design."""


def check(role: LiveRole, schema: Subject) -> Iterator[Finding]:
    """Yield the role if policies do not hold for whoever logs in with it."""
    allowed = {*schema.option(CODE, NAME, "allowed"), *(PLATFORM if _supabase(schema) else ())}
    if role.name in allowed or not (role.login or role.name in schema.outside.reachable_roles):
        return
    becomes = [name for name in role.becomes if name not in allowed]
    what, instead = "", ""
    if role.superuser:
        what, instead = "is a superuser", f"ALTER ROLE {role.address.identity} NOSUPERUSER NOBYPASSRLS;"
    elif role.bypasses:
        what, instead = "has BYPASSRLS", f"ALTER ROLE {role.address.identity} NOBYPASSRLS;"
    elif becomes:
        what, instead = f"can become {listed(becomes)}", "revoke the membership in it"
    if what:
        message = f"role {role.address.identity} {what}: no policy applies to it"
        yield Finding(CODE, SEVERITY, message, role.address, None, instead)


def _supabase(schema: Subject) -> bool:
    return Address("function", "auth.uid()") in schema.whole.objects
