"""Notes on roles that a reader of a plan must know and that no statement shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pglast import ast, parse_sql

from schemadiff.comparison.comparison import Comparison
from schemadiff.kinds.role import Role
from schemadiff.model import Note, Severity, Statement
from schemadiff.roles.beside import ROLES
from schemadiff.sql.identity import unquoted
from schemadiff.targets import missing_roles


def notes_of_roles(comparison: Comparison, found: Sequence[Statement]) -> Iterator[Note]:
    """Yield notes on new superusers, on roles that stay although the files dropped them, and on the connection's role."""
    if not comparison.workshop.files.manages:
        return
    wanted, target = comparison.wanted, comparison.target
    for statement in {s.address: s for s in found}.values():
        role, was = (c.objects.get(statement.address) for c in (comparison.desired, comparison.current))
        if isinstance(role, Role) and role.superuser and not (isinstance(was, Role) and was.superuser):
            yield Note(
                f"{role.address} becomes a superuser, who may do anything on the whole server",
                Severity.WARNING,
                at=wanted.places.get(role.address),
            )
    if target.role in wanted.declared_roles:
        yield Note(
            f"role {target.role} is left as it is: schemadiff is connected to {target.name} as this role, "
            "and does not change it",
            hint="change it by hand, as another role",
        )
    left = frozenset(_made(comparison)) - wanted.managed.roles
    for name in sorted(left - frozenset(missing_roles(target, left)) if left else ()):
        yield Note(
            f"role {name} is not dropped: a migration created it and desired/ no longer does, but other "
            "databases of the server may need it",
            hint="if none does, drop it with DROP ROLE in a migration of your own",
        )


def _made(comparison: Comparison) -> Iterable[str]:
    """The roles that migrations create, unquoted."""
    migrations = () if comparison.alone else comparison.migrations
    for command in (c for migration in migrations for unit in migration.units for c in unit.commands):
        if ROLES.match(command.sql):
            match parse_sql(command.sql)[0].stmt:
                case ast.CreateRoleStmt(role=str(name)):
                    yield unquoted(name)
