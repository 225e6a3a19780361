"""The matrix of all that is ours in a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from schemadiff.access.judge import matrix
from schemadiff.access.model import Matrix
from schemadiff.access.read import facts
from schemadiff.scope import Scope


def access_of(conn: psycopg.Connection[Any], scope: Scope, roles: Sequence[str] = ()) -> Matrix:
    """Who may do what with every relation that is ours; no roles: those that hold something or have a policy."""
    return matrix(
        facts(conn, lambda relation: not scope.leaves_out(relation.address, relation.schema), roles)
    )
