"""Migrations on a throw-away database: what they say about roles runs beside it, on the server for roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pglast import parse_sql

from schemadiff.administer import administer
from schemadiff.migrations.replay import replay
from schemadiff.migrations.state import Pending
from schemadiff.postgres.server import ensure_roles
from schemadiff.roles.nodes import about_roles, roles_in
from schemadiff.shadow import Workshop

ROLES = re.compile(
    r"\s*(CREATE|ALTER|DROP|COMMENT\s+ON)\s+(ROLE|USER|GROUP)\b|\s*(GRANT|REVOKE)\b", re.IGNORECASE
)
"""What can be a statement about roles; to parse each costs 0.5 ms."""


def replayed(workshop: Workshop, database: str, pending: Sequence[Pending]) -> None:
    """Run migrations on a throw-away database, in the state that they expect.

    Raises:
        SchemadiffError: one of them fails there.
    """
    commands = (c.sql for p in pending for u in p.migration.units for c in u.commands)
    administer(workshop.server, database, commands, workshop.extensions)
    with workshop.connect(database) as conn:
        replay(conn, pending, lambda statement: _ran_beside(workshop, database, statement))


def beside(workshop: Workshop, database: str, statement: str) -> None:
    """Run a statement about roles where nothing else runs; to the database they are names."""
    assert workshop.roles is not None
    workshop.roles.run(database, statement)
    ensure_roles(workshop.server, roles_in(parse_sql(statement)[0].stmt))


def changes_roles(statement: str) -> bool:
    """True of a statement about the roles of the server."""
    return ROLES.match(statement) is not None and about_roles(parse_sql(statement)[0].stmt)


def _ran_beside(workshop: Workshop, database: str, statement: str) -> bool:
    if workshop.roles is None or not changes_roles(statement):
        return False
    beside(workshop, database, statement)
    return True
