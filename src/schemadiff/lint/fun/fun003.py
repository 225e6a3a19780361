"""A function fails when it is called: its body names what is not there.

What
    A body that PostgreSQL refuses when it is told to check it, for a table, column or function that does not
    exist (42P01, 42703, 42883). And what it does not check: in PL/pgSQL, tables, functions and types that are
    written without a schema while ``search_path`` does not have theirs, and tables and functions with a schema that
    has none of that name. Tables that the body makes itself, and those that triggers name, are left out.

Why
    PL/pgSQL looks a name up when a statement is run for the first time. ``SET search_path = ''`` on a body that
    was not qualified is taken without a word, and each call fails.

Instead
    Qualify the names:

        UPDATE public.campaigns SET stats = '{}' WHERE id = p_id;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import body, search_path
from schemadiff.lint.body_places import place_in_body
from schemadiff.lint.subject import Subject
from schemadiff.lint.unresolved import missing_in
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "FUN003"
NAME = "function-body-error"
SEVERITY = Severity.ERROR
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if a call of it fails."""
    at = schema.place(function)
    for refused in schema.body_errors:
        if at and refused.statement == schema.statement(function):
            error = refused.error
            yield Finding(CODE, SEVERITY, error.message, function.address, error.at or at, error.hint)
            return
    found = body(function) if function.language == "plpgsql" else None
    path = search_path(function)
    missing = [*dict.fromkeys(missing_in(found, path, schema))] if found else []
    if missing:
        statement = schema.statement(function)
        where = "" if path is None else f", where search_path is {', '.join(path) or 'empty'}"
        names = listed([f"{what} {'.'.join(name)}" for what, name in missing])
        message = f"{function.address} fails when it is called: there is no {names}{where}"
        inside = place_in_body(statement, missing[0][1]) if statement else None
        bare = any(not name[1:] for _, name in missing)
        instead = (
            "write the names with their schemas" if bare else "use an object that exists, or create this one"
        )
        yield Finding(CODE, SEVERITY, message, function.address, inside or at, instead)
