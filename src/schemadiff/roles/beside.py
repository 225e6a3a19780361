"""Statements about roles in migrations: on throw-away servers they run on the separate server for roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pglast import parse_sql

from schemadiff.postgres.server import ensure_roles
from schemadiff.roles.syntax import about_roles, roles_in

if TYPE_CHECKING:
    from schemadiff.shadow import Workshop

ROLES = re.compile(
    r"\s*(CREATE|ALTER|DROP|COMMENT\s+ON)\s+(ROLE|USER|GROUP)\b|\s*(GRANT|REVOKE)\b", re.IGNORECASE
)
"""Matches possible statements about roles; parsing each statement costs 0.5 ms."""


def beside(workshop: Workshop, database: str, statement: str) -> None:
    """Run a statement about roles on the server for roles; the database's own server only gets roles of these names."""
    assert workshop.roles is not None
    workshop.roles.run(database, statement)
    ensure_roles(workshop.server, roles_in(parse_sql(statement)[0].stmt))


def changes_roles(statement: str) -> bool:
    """True if a statement is about the roles of the server."""
    return ROLES.match(statement) is not None and about_roles(parse_sql(statement)[0].stmt)
