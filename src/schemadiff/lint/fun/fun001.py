"""A function looks up names where its caller says.

What
    A function in SQL or PL/pgSQL with a body in a string that does not set ``search_path``: a warning in
    exposed schemas, else an info. With SECURITY DEFINER it is SEC001.

Why
    What it reads and writes depends on the caller's ``search_path``: a temporary table of the same name
    takes the place of the real one, and where a service sets another path, it fails.

Instead
    Qualify the names in the body, and set it. PL/pgSQL finds out only when it runs, so try it:

        ALTER FUNCTION increment(uuid) SET search_path = '';

    A body with BEGIN ATOMIC or RETURN is resolved when it is made. SQL functions that PostgreSQL could inline
    (a single SELECT, not VOLATILE) are exempt, as SET would prevent that.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import STRING_BODIES, may_be_inlined, parsed_when_made, sets_search_path
from schemadiff.lint.subject import Subject
from schemadiff.lint.unresolved import own_path
from schemadiff.model import Finding, Severity

CODE = "FUN001"
NAME = "function-search-path-mutable"
SEVERITY = Severity.WARNING
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if its caller chooses what it works on."""
    if function.security_definer or sets_search_path(function) or function.language not in STRING_BODIES:
        return
    if parsed_when_made(function) or may_be_inlined(function):
        return
    yield Finding(
        CODE,
        SEVERITY if schema.outside.exposed(function.schema) else Severity.INFO,
        f"{function.address} resolves names by its caller's search_path",
        function.address,
        schema.place(function),
        own_path(function, schema),
    )
