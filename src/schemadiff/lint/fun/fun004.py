"""A call may mean two functions, and PostgreSQL refuses to choose.

What
    Two functions or procedures of one name and schema that a call with the same number of arguments of the same
    types fits, because at least one of them has defaults for the rest.

Why
    Such a call fails (42725), also the ones that worked before the second function came. An API that calls
    by names of arguments may be just as lost (PGRST203).

Instead
    Remove one of the two from ``desired/`` and give the other the defaults, or give it another name:

        CREATE FUNCTION find(id integer, deep boolean DEFAULT false) ...;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import identity

CODE = "FUN004"
NAME = "function-overload-ambiguous"
SEVERITY = Severity.WARNING
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function with each other one, once for the two, that a call may mean as well."""
    own = identity(function.address)
    others = schema.named.functions.get(own.name, ()) if own else ()
    for other in others:
        if function.defaults and other is not function and (shared := _shared(function, other)) is not None:
            if other.defaults and other.identity < function.identity:
                continue  # said there
            yield Finding(
                CODE,
                SEVERITY,
                f"a call with {shared} is ambiguous between {function.identity} and {other.identity}",
                function.address,
                schema.place(function),
                "one function with the defaults, or another name",
                other.identity,
            )


def _shared(function: Function, other: Function) -> str | None:
    """The arguments that fit both; None if there are none."""
    ours, theirs = _types(function), _types(other)
    least = max(len(ours) - function.defaults, len(theirs) - other.defaults)
    for number in range(least, min(len(ours), len(theirs)) + 1):
        if ours[:number] == theirs[:number]:
            return f"({', '.join(ours[:number])})"
    return None


def _types(function: Function) -> tuple[str, ...]:
    found = identity(function.address)
    return (found.arguments or ()) if found else ()
