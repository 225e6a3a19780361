"""Access matrix and policy tests, for the loaded ``desired/`` or for a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from schemadiff.access import Matrix, access_of, with_policies
from schemadiff.comparison.comparison import scope_of
from schemadiff.errors import UsageError
from schemadiff.model import Address
from schemadiff.policytest import Results, read, roles, run
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop, meant
from schemadiff.targets import live


def access(
    settings: Settings, *, patterns: Sequence[str] = (), roles: Sequence[str] = (), target: str | None = None
) -> Matrix:
    """The access matrix: the rows that each role can read and write in each relation.

    Args:
        settings: Those of the project.
        patterns: Which relations ("public.*", "table public.t"); none: all of ours.
        roles: Quoted as SQL needs them, or PUBLIC; none: PUBLIC and all that hold a privilege or have a policy.
        target: A target of the settings, or a URL; None: the loaded ``desired/``.

    Raises:
        UsageError: a role or a relation does not exist.
        SchemadiffError: ``desired/`` does not load, or the target cannot be read.
    """
    with Workshop(settings) as workshop, _looking_at(settings, workshop, target) as conn:
        _see_that_they_exist(conn, roles)
        found = access_of(conn, with_policies(conn, scope_of(settings, meant(workshop))), roles)
        if not patterns:
            return found
        # The whole matrix is read first, as views outside of the patterns may give access to a table.
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
            f"no role is called {', '.join(missing)}", hint="write role names as in SQL, or PUBLIC"
        )


def test(settings: Settings, paths: Sequence[Path]) -> Results:
    """Run the policy tests in files and folders on the loaded ``desired/``.

    Raises:
        UsageError: a file is not valid, or names a role that does not exist.
        SchemadiffError: ``desired/`` does not load, or there are no tests at all.
    """
    files = read(paths, settings.root)
    with Workshop(settings) as workshop, workshop.connect(workshop.loaded) as conn:
        known = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles")}
        for role, first in roles(files).items():
            if role not in known:
                raise UsageError(f'no role is called "{role}"', at=first.at, hint="add it to desired/")
        return Results(tuple(result for file in files for result in run(conn, file)))
