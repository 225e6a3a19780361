"""GRANT and REVOKE of ``desired/`` on members of extensions, which belong to the administrator of the throw-away server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import psycopg
from pglast import ast
from pglast.enums import GrantTargetType

from schemadiff.desired.rewrites import Step
from schemadiff.grants.members import granted_beside, has_members, members_named, names_in
from schemadiff.postgres.server import Server


def held_back(
    server: Server, conn: psycopg.Connection[Any], steps: Sequence[Step]
) -> tuple[list[Step], list[Step]]:
    """The steps, and apart from them what is to be granted last: from the first that is about a member on.

    What ALL TABLES IN SCHEMA means is known when all are there, and what comes after it must not come before.
    """
    if server.trusted or not has_members(conn):
        return list(steps), []
    grants = [step for step in steps if _grants(step)]
    concerns = concerning(conn, grants)
    first = next((number for number, step in enumerate(grants) if concerns(step)), len(grants))
    held = grants[first:]
    places = set(map(id, held))
    return [step for step in steps if id(step) not in places], held


def _grants(step: Step) -> bool:
    node = step.statement.node
    return isinstance(node, ast.GrantStmt) and node.targtype != GrantTargetType.ACL_TARGET_DEFAULTS


def concerning(conn: psycopg.Connection[Any], grants: Iterable[Step]) -> Callable[[Step], bool]:
    """A function that is true of a statement that may be about a member: one of that name there is."""
    grants = tuple(grants)
    known = members_named(conn, {pair for step in grants for pair in names_in(step.statement.node)})
    return lambda step: not known.isdisjoint(names_in(step.statement.node))


def said_beside(
    server: Server, database: str, conn: psycopg.Connection[Any], prefix: str, sql: str
) -> psycopg.Error | None:
    """Let the administrator say what is about members, and ``conn`` the rest; what fails."""
    try:
        with conn.transaction():
            conn.execute(prefix.encode())
            left = granted_beside(server, database, conn, sql)
            if left is not None:
                conn.execute(left.encode())
    except psycopg.Error as error:
        return error
    return None
