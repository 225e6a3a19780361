"""A function catches every error, and says nothing.

What
    ``WHEN OTHERS THEN NULL``, or nothing after THEN, in PL/pgSQL.

Why
    Whatever goes wrong, a full disk or a misspelt column, the caller is told that all went well, and half of the
    work is undone in silence.

Instead
    Name the error that is meant, and let the others pass:

        EXCEPTION WHEN unique_violation THEN NULL;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import body
from schemadiff.lint.plpgsql import Node, below
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "FUN006"
NAME = "exception-swallowed"
SEVERITY = Severity.INFO
ON = Function


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if it hides what went wrong."""
    found = body(function)
    if found is None or found.tree is None:
        return
    if not any(_swallows(node) for name, node in below(found.tree) if name == "PLpgSQL_exception"):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{function.address} catches every error silently",
        function.address,
        schema.place(function),
        "name the expected errors: EXCEPTION WHEN unique_violation THEN ...",
    )


def _swallows(exception: Node) -> bool:
    conditions = [
        node["condname"] for name, node in below(exception["conditions"]) if name == "PLpgSQL_condition"
    ]
    return "others" in conditions and not exception.get("action")
