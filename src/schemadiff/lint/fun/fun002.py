"""A function says that its answer does not change, and reads what does, or writes.

What
    An IMMUTABLE function in SQL or PL/pgSQL whose body reads a table or calls what changes with time, chance or
    session (``now()``, ``current_setting()``, ``random()``, ``nextval()``), also through other functions. And one that
    is STABLE or IMMUTABLE and whose body writes to a table.

Why
    PostgreSQL believes it: it evaluates a call with constants once, while it plans, and keeps the value in
    cached plans, indexes and generated columns. They are wrong as soon as the answer changes. A statement that
    writes fails in a function that is not VOLATILE, whenever it is called (0A000).

Instead
    Say what it is. Where an index needs it, leave out of it what changes.

        ALTER FUNCTION price(bigint) STABLE;

    A wrapper around a STABLE function of an extension, kept for an index, is not a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import body
from schemadiff.lint.changing import why
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "FUN002"
NAME = "function-volatility-wrong"
SEVERITY = Severity.ERROR
ON = Function
IMMUTABLE, VOLATILE = "i", "v"


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if its answer may change, or if it cannot do what it is for."""
    if function.volatility == VOLATILE:
        return
    found = body(function)
    if found is not None and found.writes:
        words, instead = "is not VOLATILE and writes, which fails when it is called", "VOLATILE"
    elif function.volatility == IMMUTABLE and (reason := why(function, schema)):
        words, instead = f"is IMMUTABLE and {reason}", "STABLE"
    else:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} {words}",
        function.address,
        schema.place(function),
        f"ALTER FUNCTION {function.identity} {instead};",
    )
