"""Runs the role statements of ``desired/`` on the server for roles: checked against a list, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import psycopg
from pglast import ast, enums

from schemadiff.desired.files import SourceStatement
from schemadiff.errors import Problems, SchemadiffError, postgres_words
from schemadiff.kinds.membership import Membership
from schemadiff.kinds.parameter_privilege import ParameterPrivilege
from schemadiff.kinds.role import Role
from schemadiff.kinds.role_setting import RoleSetting
from schemadiff.model import Address, Catalog, Object, Position
from schemadiff.roles.managed import is_of_server, managed
from schemadiff.roles.server import Roles
from schemadiff.roles.syntax import about_roles, roles_in
from schemadiff.sql.identity import unquoted


def declare(
    roles: Roles, database: str, statements: Iterable[SourceStatement], platform: Iterable[str]
) -> None:
    """Create the declared roles for a database.

    Raises:
        Problems: every statement that PostgreSQL or schemadiff refuses, with its position.
    """
    waiting = sorted((s for s in statements if about_roles(s.node)), key=_rank)
    problems = [*_not_made(waiting, frozenset(platform))]
    if problems:
        raise Problems(problems)
    while waiting:
        failed = [(s, error) for s in waiting if (error := _run(roles, database, s))]
        if len(failed) == len(waiting):
            raise Problems([error for _, error in failed])
        waiting = [s for s, _ in failed]


def _rank(statement: SourceStatement) -> int:
    order = (ast.CreateRoleStmt, ast.AlterRoleStmt, ast.AlterRoleSetStmt, ast.GrantRoleStmt)
    return next((i for i, kind in enumerate(order) if isinstance(statement.node, kind)), len(order))


def _run(roles: Roles, database: str, statement: SourceStatement) -> SchemadiffError | None:
    try:
        roles.run(database, statement.sql)
    except SchemadiffError as error:
        return SchemadiffError(error.message, at=statement.at, detail=statement.caret(0), hint=error.hint)
    except psycopg.Error as error:
        return SchemadiffError(postgres_words(error), at=statement.at, detail=statement.caret(0))
    return None


def _not_made(statements: Sequence[SourceStatement], platform: frozenset[str]) -> Iterator[SchemadiffError]:
    """Yield an error for each statement about a role that the files do not create, or that belongs to the platform."""
    made = managed(s.node for s in statements).roles
    for statement in statements:
        match statement.node:
            case ast.CreateRoleStmt(role=name) if name in platform:
                yield SchemadiffError(
                    f"role {name} belongs to the platform",
                    at=statement.at,
                    hint="delete this statement: the role exists already, and is not managed",
                )
            case (
                ast.AlterRoleStmt()
                | ast.AlterRoleSetStmt()
                | ast.CommentStmt(objtype=enums.ObjectType.OBJECT_ROLE)
            ):
                for name in sorted({*roles_in(statement.node)} - made):
                    yield SchemadiffError(
                        f"role {name} is not created in desired/, so it is not managed",
                        at=statement.at,
                        hint="write CREATE ROLE for it as well, or change it by hand",
                    )


def places(statements: Iterable[SourceStatement], catalog: Catalog) -> dict[Address, Position]:
    """The position of each managed server object in the files; if its own statement is unknown, that of its role."""
    ours = [s for s in statements if about_roles(s.node)]
    by_kind = {kind: _first(s for s in ours if isinstance(s.node, node)) for kind, node in _SAY.items()}
    anywhere = _first(sorted(ours, key=_rank))
    found: dict[Address, Position] = {}
    for address, obj in catalog.objects.items():
        if is_of_server(address):
            name = unquoted(str(getattr(obj, "member", getattr(obj, "role", obj.identity))))
            at = by_kind.get(type(obj), {}).get(name) or anywhere.get(name)
            found |= {address: at} if at else {}
    return found


_SAY: dict[type[Object], type[ast.Node]] = {
    Role: ast.CreateRoleStmt,
    Membership: ast.GrantRoleStmt,
    RoleSetting: ast.AlterRoleSetStmt,
    ParameterPrivilege: ast.GrantStmt,
}
"""The statement that declares an object of each kind."""


def _first(statements: Iterable[SourceStatement]) -> dict[str, Position]:
    """For each role, the position of the first of the statements that names it."""
    found: dict[str, Position] = {}
    for statement in statements:
        for name in roles_in(statement.node):
            found.setdefault(name, statement.at)
    return found
