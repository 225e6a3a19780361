"""The access matrix of all objects of ours in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import psycopg

from schemadiff.access.judge import matrix
from schemadiff.access.model import Matrix
from schemadiff.access.read import facts
from schemadiff.runtime import told
from schemadiff.scope import Scope


def access_of(conn: psycopg.Connection[Any], scope: Scope, roles: Sequence[str] = ()) -> Matrix:
    """The access matrix of our relations; without ``roles``, of all that hold a privilege or have a policy."""
    known = replace(scope, made={**scope.made, **told(conn)})
    return matrix(
        facts(conn, lambda relation: not known.leaves_out(relation.address, relation.schema), roles)
    )
