"""A function says that its answer never changes, and reads what does.

What
    An IMMUTABLE function in SQL or PL/pgSQL whose body reads a table or calls what changes with time, chance or
    session (``now()``, ``current_setting()``, ``random()``, ``nextval()``), also through other functions.

Why
    PostgreSQL believes it: it evaluates a call with constants once, while it plans, and keeps the value in
    cached plans, indexes and generated columns. They are wrong as soon as the answer changes.

Instead
    Say what it is. Where an index needs it, leave out of it what changes.

        ALTER FUNCTION price(bigint) STABLE;

    A wrapper around a STABLE function of an extension, kept for an index, is not a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.changing import why
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "FUN002"
NAME = "function-volatility-wrong"
SEVERITY = Severity.ERROR
ON = Function
IMMUTABLE = "i"


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if its answer may change."""
    reason = why(function, schema) if function.volatility == IMMUTABLE else ""
    if not reason:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} is IMMUTABLE and {reason}",
        function.address,
        schema.place(function),
        f"ALTER FUNCTION {function.identity} STABLE;",
    )
