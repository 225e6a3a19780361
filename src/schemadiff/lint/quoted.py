"""The strings in the statements of a migration that PostgreSQL looks at when these run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pglast import ast

from schemadiff.lint.step import Step


def quoted(steps: Sequence[Step]) -> Mapping[str, Sequence[int]]:
    """The indexes of the statements by what stands between two quotes of theirs, but for new values of enums."""
    found: dict[str, list[int]] = {}
    for number, step in enumerate(steps):
        texts = step.sql.split("'")[1:-1]
        if texts and not isinstance(step.node, ast.AlterEnumStmt) and not _is_looked_at_later(step.node):
            for text in dict.fromkeys(texts):
                found.setdefault(text, []).append(number)
    return found


def _is_looked_at_later(node: Any) -> bool:
    """True of functions in other languages than SQL: their bodies mean something when they are called."""
    options = (node.options or ()) if isinstance(node, ast.CreateFunctionStmt) else ()
    return any(option.defname == "language" and option.arg.sval.lower() != "sql" for option in options)
