"""Everybody may call a function that writes.

What
    A function or procedure of an exposed schema, without SECURITY DEFINER, whose body inserts, updates, deletes
    or truncates, and that PUBLIC or anon may execute. Trigger functions cannot be called.

Why
    EXECUTE is granted to PUBLIC with every new function. It writes with the caller's rights, so policies and
    grants of its tables decide; who reads only those may not know that the API has this door as well.

Instead
    Where it is not for everybody:

        REVOKE EXECUTE ON FUNCTION increment(uuid) FROM PUBLIC, anon;
        GRANT EXECUTE ON FUNCTION increment(uuid) TO authenticated;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import TRIGGERS, body
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "FUN005"
NAME = "function-executable-by-api-role"
SEVERITY = Severity.INFO
ON = Function
EVERYBODY = (PUBLIC, "anon")
"""Who has not signed in is anon to PostgREST and Supabase."""


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if anybody may write by it."""
    if (
        function.security_definer
        or function.result in TRIGGERS
        or not schema.outside.exposed(function.schema)
    ):
        return
    found = body(function)
    held = [role for role in schema.outside.granted(function.address, "EXECUTE") if role in EVERYBODY]
    if not held or found is None or not found.writes:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} writes, and {listed(held)} may call it",
        function.address,
        schema.place(function),
        f"REVOKE EXECUTE ON {function.kind.upper()} {function.identity} FROM {', '.join(held)};",
    )
