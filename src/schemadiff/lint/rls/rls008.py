"""Several permissive policies of a table are for the same role and command.

What
    More than one permissive policy for an API role and a command; ALL counts for each command, and PUBLIC for
    each API role, for no other.

Why
    PostgreSQL joins them by OR and evaluates each of them, for each row that none before let through. What one of
    them denies another may allow, so that nobody reads one alone and knows.

Instead
    Where the conditions are for the same people, write one policy:

        CREATE POLICY see ON notes FOR SELECT TO authenticated
            USING (author = (SELECT auth.uid()) OR published);

    An administrator's policy beside an owner's is a good reason for two.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.kinds.table import Table
from schemadiff.lint.rls.commands import COMMANDS, commands
from schemadiff.lint.roles import PUBLIC, role_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS008"
NAME = "multiple-permissive-policies"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table once for each set of policies that meet."""
    policies = [p for p in schema.policies.get(table.address, ()) if p.permissive]
    if not table.row_security or len(policies) == 1 or not schema.outside.exposed(table.schema):
        return
    met: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for role in sorted(schema.outside.api_roles - {PUBLIC}) or [PUBLIC]:
        for command in COMMANDS:
            names = tuple(p.name for p in policies if command in commands(p) and _is_for(p, role))
            if len(names) > 1:
                met.setdefault(names, {}).setdefault(command, []).append(role)
    for names, asked in met.items():
        roles = [*dict.fromkeys(role for them in asked.values() for role in them)]
        yield Finding(
            CODE,
            SEVERITY,
            f"policies {listed(names)} of {table.identity} are all asked for {listed([*asked])} by {listed(roles)}",
            table.address,
            schema.place(table),
            "one policy that combines their conditions with OR, if they are for the same roles",
            ",".join(names),
        )


def _is_for(policy: Policy, role: str) -> bool:
    return any(role_name(name) in (role, PUBLIC) for name in policy.roles)
