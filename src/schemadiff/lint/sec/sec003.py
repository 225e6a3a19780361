"""The outside may call a function that runs with its owner's rights.

What
    A function or procedure with SECURITY DEFINER in an exposed schema that PUBLIC, or an API role, may execute.
    Trigger functions cannot be called. A grant in ``desired/`` to a role that is signed in (not to PUBLIC, and
    not to anon) says that it is meant.

Why
    No policy holds for what it reads and writes, and EXECUTE is granted to PUBLIC with every new function.

Instead
        REVOKE EXECUTE ON FUNCTION promote(uuid) FROM PUBLIC, anon, authenticated;
        GRANT EXECUTE ON FUNCTION promote(uuid) TO service_role;

    or keep it in a schema that the API does not expose. One that is meant for everybody says so with an ignore.
    Who asks a table whose policies, defaults or checks call it, or a view that does, needs EXECUTE: such a function
    is moved, and its grants stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import TRIGGERS
from schemadiff.lint.fun.fun005 import EVERYBODY
from schemadiff.lint.grants import granted_at
from schemadiff.lint.subject import FACTS, Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.sql.identity import identity
from schemadiff.words import listed

CODE = "SEC003"
NAME = "security-definer-function-executable"
SEVERITY = Severity.WARNING
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if nobody said that the outside should call it."""
    if (
        not function.security_definer
        or function.result in TRIGGERS
        or not schema.outside.exposed(function.schema)
    ):
        return
    held = [
        role
        for role in schema.outside.granted(function.address, "EXECUTE")
        if not _meant(role, function, schema)
    ]
    if not held:
        return
    kind, user = function.kind.upper(), next(_users(function, schema), None)
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} runs with its owner's privileges, and {listed(held)} may call it",
        function.address,
        schema.place(function),
        f"{user} calls it, so keep the grants, and move it to a schema that the API does not expose"
        if user
        else f"REVOKE EXECUTE ON {kind} {function.identity} FROM {', '.join(held)};",
        safe=user is None,
    )


def _users(function: Function, schema: Subject) -> Iterator[Address]:
    """Yield what calls it with the privileges of whoever asks: policies, views, defaults, checks and functions."""
    for address in sorted(schema.whole.dependents.get(function.address, ())):
        if address.type not in FACTS - {"default value"}:
            yield address
    whole = identity(function.address)
    for name in (whole.name, whole.name[-1:]) if whole else ():
        caller = schema.named.callers.get(name)
        if caller and caller is not function:
            yield caller.address


def _meant(role: str, function: Function, schema: Subject) -> bool:
    return role not in EVERYBODY and granted_at(role, function.address, schema) is not None
