"""The places in ``desired/`` of grants."""

from __future__ import annotations

from pglast import ast

from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Position


def granted_at(role: str, on: Address, schema: Subject) -> Position | None:
    """The position in ``desired/`` where the role, quoted, is granted a privilege on the object; None if nowhere."""
    at = schema.at.get(Address("privilege", f"{role} on {on}"))
    statement = schema.statement_at(at) if at else None
    return at if statement and isinstance(statement.node, ast.GrantStmt) else None
