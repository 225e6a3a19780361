"""The access matrix of all objects of ours in a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from schemadiff.access.judge import matrix
from schemadiff.access.model import Matrix
from schemadiff.access.read import Relation, facts
from schemadiff.kinds.policy import Policy
from schemadiff.model import Address
from schemadiff.runtime import told
from schemadiff.scope import Scope


def access_of(
    conn: psycopg.Connection[Any], scope: Scope, roles: Sequence[str] = (), beside: Iterable[str] = ()
) -> Matrix:
    """The access matrix of our relations; without ``roles``, of all that hold a privilege or have a policy.

    ``beside`` are further roles: to compare two states, both have to be asked about the roles of either.
    """
    known = replace(scope, made={**scope.made, **told(conn)})
    policies = [address.identity for address in known.declared if address.type == Policy.kind]

    def ours(relation: Relation) -> bool:
        policed = any(policy.endswith(f" on {relation.address.identity}") for policy in policies)
        # With a policy of ours on it, a table of the platform's is as if it were declared.
        wide = replace(known, declared=known.declared | {relation.address}) if policed else known
        return not wide.leaves_out(relation.address, relation.schema)

    return matrix(facts(conn, ours, roles, beside))


def with_policies(conn: psycopg.Connection[Any], scope: Scope) -> Scope:
    """The scope with all policies that a database has: on a platform's tables, users have made them."""
    query = (
        "SELECT i.type, i.identity FROM pg_policy p, pg_identify_object('pg_policy'::regclass, p.oid, 0) i"
    )
    return replace(scope, declared=scope.declared.union(Address(*row) for row in conn.execute(query)))
