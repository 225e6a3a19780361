"""A SECURITY DEFINER function looks up names where its caller says.

What
    A function with SECURITY DEFINER and a body in a string that does not set ``search_path``.

Why
    It runs with the rights of its owner, and finds tables, functions and operators by the caller's
    ``search_path``: who may create one, if only in pg_temp, has it called with the owner's rights
    (CVE-2018-1058).

Instead
    Qualify the names in the body, and set it:

        ALTER FUNCTION private.promote(uuid) SET search_path = '';

    A body with BEGIN ATOMIC or RETURN is resolved when it is made, and needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import parsed_when_made, sets_search_path
from schemadiff.lint.subject import Subject
from schemadiff.lint.unresolved import own_path
from schemadiff.model import Finding, Severity

CODE = "SEC001"
NAME = "security-definer-no-search-path"
SEVERITY = Severity.ERROR
ON = Function
COMPILED = ("c", "internal")


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if its caller chooses what it calls."""
    if not function.security_definer or sets_search_path(function):
        return
    if function.language in COMPILED or parsed_when_made(function):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} runs with its owner's privileges and resolves names by its caller's search_path",
        function.address,
        schema.place(function),
        own_path(function, schema),
    )
