"""What policies let through, on what PostgreSQL made of ``desired/``, or on a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from schemadiff.access import Matrix, access_of
from schemadiff.compare import scope_of
from schemadiff.errors import UsageError
from schemadiff.model import Address
from schemadiff.policytest import Results, read, roles, run
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop, meant
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
        _see_that_they_exist(conn, roles)
        found = access_of(conn, scope_of(settings, meant(workshop)), roles)
        if not patterns:
            return found
        # A view that leads around need not be asked about.
        relations = tuple(relation for relation in found.relations if _meant(relation, patterns))
        if not relations:
            raise UsageError(f"no table or view is called {' or '.join(patterns)}")
        cells = tuple(cell for cell in found.cells if cell.relation in relations)
        return replace(found, cells=cells, relations=relations)


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


def _meant(relation: Address, patterns: Sequence[str]) -> bool:
    return any(map(relation.fits, patterns))


def _see_that_they_exist(conn: psycopg.Connection[Any], roles: Sequence[str]) -> None:
    query = "SELECT r FROM unnest(%s::text[]) r WHERE r <> 'PUBLIC' AND r NOT IN (SELECT quote_ident(rolname) FROM pg_roles)"
    missing = [name for (name,) in conn.execute(query, [list(roles)]).fetchall()]
    if missing:
        raise UsageError(
            f"no role is called {', '.join(missing)}", hint="names are written as SQL wants them, or PUBLIC"
        )


def test(settings: Settings, paths: Sequence[Path]) -> Results:
    """Run the tests of policies in files and folders on what PostgreSQL made of ``desired/``.

    Raises:
        UsageError: a file is not what it should be, or names a role that there is not.
        SchemadiffError: ``desired/`` does not load, or there is not a single test.
    """
    files = read(paths, settings.root)
    with Workshop(settings) as workshop, workshop.connect(workshop.loaded) as conn:
        known = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles")}
        for role, first in roles(files).items():
            if role not in known:
                raise UsageError(f'no role is called "{role}"', at=first.at, hint="name it in desired/")
        return Results(tuple(result for file in files for result in run(conn, file)))
