"""The access matrix of all objects of ours in a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from schemadiff.access.judge import matrix
from schemadiff.access.model import Matrix
from schemadiff.access.read import Relation, facts
from schemadiff.runtime import told
from schemadiff.scope import Scope


def access_of(
    conn: psycopg.Connection[Any], scope: Scope, roles: Sequence[str] = (), beside: Iterable[str] = ()
) -> Matrix:
    """The access matrix of our relations; without ``roles``, of all that hold a privilege or have a policy.

    ``beside`` are further roles: to compare two states, both have to be asked about the roles of either.
    """
    known = replace(scope, made={**scope.made, **told(conn)})

    def ours(relation: Relation) -> bool:
        return not known.leaves_out(relation.address, relation.schema)

    return matrix(facts(conn, ours, roles, beside))
