"""A function is declared LEAKPROOF.

What
    A function of yours with LEAKPROOF.

Why
    PostgreSQL then evaluates it before the policies of a table: it is shown rows that the caller may not see, and
    anything that it says about them (an error, a notice, the time it takes) tells the caller. Only a superuser
    can declare it, and only functions without any such effect deserve it.

Instead
        ALTER FUNCTION same(text, text) NOT LEAKPROOF;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.expressions import statement
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC009"
NAME = "leakproof-function"
SEVERITY = Severity.WARNING
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if it is trusted with rows that its caller may not see."""
    # The word may stand in the body as well; only then is it worth parsing.
    if "LEAKPROOF" not in function.definition or not _leakproof(function):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} is LEAKPROOF: it gets to see rows that its caller may not see",
        function.address,
        schema.place(function),
        f"ALTER FUNCTION {function.identity} NOT LEAKPROOF;",
    )


def _leakproof(function: Function) -> bool:
    options = statement(function.definition).options or ()
    return any(option.defname == "leakproof" and option.arg.boolval for option in options)
