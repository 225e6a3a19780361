"""What a target needs before migrations run on it: roles, tablespaces and extensions; created on the development database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import psycopg
from pglast import parse_sql

from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.arrange import named_roles
from schemadiff.desired.extensions import allowed
from schemadiff.desired.surroundings import named_tablespaces, tablespaces_of
from schemadiff.errors import SchemadiffError
from schemadiff.extensions.creating import create_and_move
from schemadiff.grants.members import cursors
from schemadiff.migrations.file import Migration
from schemadiff.migrations.session import Cursors
from schemadiff.migrations.state import Pending
from schemadiff.postgres.server import ensure_tablespaces
from schemadiff.roles.beside import changes_roles
from schemadiff.roles.lending import powers_lent
from schemadiff.roles.syntax import roles_in
from schemadiff.settings import Settings
from schemadiff.targets import DATABASE, Live, creating, make_roles, missing_roles, missing_tablespaces


def see_surroundings(comparison: Comparison, waiting: Sequence[Pending]) -> None:
    """Check that the roles and tablespaces of the migrations exist on a target, which whoever administers it creates.

    On the development database ``prepare`` creates what is missing.
    """
    target = comparison.target
    if target.server is not None:
        return
    commands = _commands(each.migration for each in waiting)
    absent = missing_roles(target, comparison.wanted.roles - comparison.wanted.managed.roles)
    needed = [role for role in absent if any(role in sql and role in _roles(sql) for sql in commands)]
    if needed:
        raise SchemadiffError(
            f"roles that the migrations name do not exist on {target.name}: {', '.join(needed)}",
            hint=f"create them there first: {creating(needed)}",
        )
    _see_tablespaces(target, commands)


def prepare(comparison: Comparison, waiting: Sequence[Pending]) -> None:
    """Create the roles, tablespaces and extensions of the migrations on the development database."""
    target = comparison.target
    if target.server is not None:
        make_roles(target, comparison.wanted.roles - comparison.wanted.managed.roles)
        ensure_tablespaces(target.server, tablespaces_of(comparison.wanted.catalog))
        extensions = comparison.workshop.extensions | target.server.stand_ins
        commands = _commands(each.migration for each in waiting)
        create_and_move(target.server, DATABASE, commands, extensions)


def _see_tablespaces(target: Live, commands: Iterable[str]) -> None:
    named = sorted({name for sql in commands for name in _tablespaces(sql)})
    if named and (absent := missing_tablespaces(target, named)):
        raise SchemadiffError(
            f"tablespaces that the migrations name do not exist on {target.name}: {', '.join(absent)}",
            hint="create them there first: CREATE TABLESPACE ... LOCATION '/...'",
        )


def prepare_back(target: Live, down: Migration, settings: Settings) -> None:
    """Create the extensions that a down file needs, on the development database."""
    if target.server is not None:
        create_and_move(
            target.server,
            DATABASE,
            _commands([down]),
            allowed(settings.shadow.extensions) | target.server.stand_ins,
        )


def sent_to(target: Live) -> Cursors:
    """Return the cursor class for a target: on our own server it runs grants on members as the administrator."""
    return cursors(target.server, DATABASE) if target.server else psycopg.Cursor


def lent_to(target: Live, migrations: Iterable[Migration]) -> AbstractContextManager[None]:
    """Grant what migrations may need to change roles, on the development database, until the context ends."""
    about = [sql for sql in _commands(migrations) if changes_roles(sql)]
    if target.server is None or not about:
        return nullcontext()
    return powers_lent(target.server, (name for sql in about for name in roles_in(parse_sql(sql)[0].stmt)))


def _commands(migrations: Iterable[Migration]) -> list[str]:
    return [c.sql for each in migrations for unit in each.units for c in unit.commands]


def _tablespaces(sql: str) -> Iterator[str]:
    if "tablespace" in sql.lower():
        for raw in parse_sql(sql):
            yield from named_tablespaces(raw.stmt)


def _roles(sql: str) -> Iterator[str]:
    for raw in parse_sql(sql):
        yield from named_roles(raw.stmt)
