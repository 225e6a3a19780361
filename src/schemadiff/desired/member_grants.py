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
    """Return the steps, and separately the grants to run last: those from the first one about a member on.

    ALL TABLES IN SCHEMA needs all tables to exist, and grants have to keep their order.
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
    """Return a predicate that is true for a statement that may be about a member of an extension, judging by names."""
    grants = tuple(grants)
    known = members_named(conn, {pair for step in grants for pair in names_in(step.statement.node)})
    return lambda step: not known.isdisjoint(names_in(step.statement.node))


def said_beside(
    server: Server, database: str, conn: psycopg.Connection[Any], prefix: str, sql: str
) -> psycopg.Error | None:
    """Run a grant: the administrator does the part about members, ``conn`` the rest; return the error, if any."""
    try:
        with conn.transaction():
            conn.execute(prefix.encode())
            left = granted_beside(server, database, conn, sql)
            if left is not None:
                conn.execute(left.encode())
    except psycopg.Error as error:
        return error
    return None
