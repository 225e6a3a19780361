"""What policies let through, on what PostgreSQL made of ``desired/``, or on a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any

import psycopg

from schemadiff.access import Matrix, Relation, facts, matrix
from schemadiff.compare import scope_of
from schemadiff.errors import UsageError
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import live


def access(
    settings: Settings, *, patterns: Sequence[str] = (), roles: Sequence[str] = (), target: str | None = None
) -> Matrix:
    """Who may do what with which relation.

    Args:
        settings: Those of the project.
        patterns: Which relations ("public.*", "table public.t"); none: all of ours.
        roles: Quoted as SQL wants them, or PUBLIC; none: PUBLIC and all that hold something or have a policy.
        target: A target of the settings, or a URL; None: what ``desired/`` says.

    Raises:
        UsageError: a role or a relation is not there.
        SchemadiffError: ``desired/`` does not load, or the target cannot be read.
    """
    with Workshop(settings) as workshop, _looking_at(settings, workshop, target) as conn:
        scope = scope_of(settings, workshop.desired())

        def ours(relation: Relation) -> bool:
            return not scope.leaves_out(relation.address, relation.schema) and _meant(relation, patterns)

        _see_that_they_exist(conn, roles)
        found = matrix(facts(conn, ours, roles))
        if patterns and not found.relations:
            raise UsageError(f"no table or view is called {' or '.join(patterns)}")
        return found


@contextmanager
def _looking_at(
    settings: Settings, workshop: Workshop, target: str | None
) -> Iterator[psycopg.Connection[Any]]:
    if target is None:
        with workshop.connect(workshop.loaded) as conn:
            yield conn
        return
    with live(settings, target) as opened, opened.connect() as conn:
        yield conn


def _meant(relation: Relation, patterns: Sequence[str]) -> bool:
    address = relation.address
    return not patterns or any(
        fnmatchcase(text, pattern) for pattern in patterns for text in (address.identity, str(address))
    )


def _see_that_they_exist(conn: psycopg.Connection[Any], roles: Sequence[str]) -> None:
    query = "SELECT r FROM unnest(%s::text[]) r WHERE r <> 'PUBLIC' AND r NOT IN (SELECT quote_ident(rolname) FROM pg_roles)"
    missing = [name for (name,) in conn.execute(query, [list(roles)]).fetchall()]
    if missing:
        raise UsageError(
            f"no role is called {', '.join(missing)}", hint="names are written as SQL wants them, or PUBLIC"
        )
