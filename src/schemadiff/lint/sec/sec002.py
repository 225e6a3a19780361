"""A SECURITY DEFINER function finds names where others may put theirs.

What
    A function with SECURITY DEFINER whose ``search_path`` has a schema in which PUBLIC, an API role or an
    application role may create, ``"$user"``, a list in quotes that is one name, or names schemas without
    ``pg_temp`` as the last. An empty one, and ``pg_catalog`` alone, are right.

Why
    It runs with the rights of its owner. Who may create in one of the schemas puts a table, a function or an
    operator there that it finds first; and temporary tables are found before all others unless pg_temp is
    named last (manual, "Writing SECURITY DEFINER Functions Safely").

Instead
    Qualify the names in the body, and set an empty one; or:

        ALTER FUNCTION private.promote(uuid) SET search_path = private, pg_temp;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import SYSTEM, TEMPORARY, parsed_when_made, search_path
from schemadiff.lint.roles import may
from schemadiff.lint.sec.sec001 import COMPILED
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC002"
NAME = "security-definer-unsafe-search-path"
SEVERITY = Severity.ERROR
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if somebody else may decide what it finds."""
    path = search_path(function) if function.security_definer else None
    if not path or function.language in COMPILED or parsed_when_made(function):
        return
    trouble = next(_troubles(path, schema), "")
    if not trouble:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} runs with its owner's privileges, and in its search_path {trouble}",
        function.address,
        schema.place(function),
        f"qualify the names in its body, then: ALTER {function.kind.upper()} {function.identity} "
        "SET search_path = '';",
    )


def _troubles(path: tuple[str, ...], schema: Subject) -> Iterator[str]:
    for name in path:
        if name == "$user":
            yield 'stands "$user", the caller\'s own schema'
        there = schema.named.schemas.get(name)
        if "," in name and there is None:
            yield f'"{name}" is one name: leave out the quotes around the list'
        if there and (
            held := schema.outside.granted(there.address, "CREATE", roles=schema.settings.app_roles)
        ):
            yield f"stands {there.identity}, where {may(held)}"
    if TEMPORARY in path[:-1]:
        yield "pg_temp is not the last"
    if TEMPORARY not in path and set(path) - set(SYSTEM):
        yield "pg_temp is not the last, so that temporary tables are found before all others"
