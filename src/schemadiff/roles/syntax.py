"""Reads the syntax trees of statements about roles, which belong to the server and not to a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pglast import ast, enums

STATEMENTS = (
    ast.CreateRoleStmt,
    ast.AlterRoleStmt,
    ast.AlterRoleSetStmt,
    ast.GrantRoleStmt,
    ast.DropRoleStmt,
)
MEMBERS = {"rolemembers": False, "adminmembers": False, "addroleto": True}
"""Options of CREATE ROLE that create memberships; True if the new role is the member."""


def about_roles(node: Any) -> bool:
    """True if a statement is about the roles of a server and not about a database."""
    match node:
        case ast.CommentStmt(objtype=kind) | ast.GrantStmt(objtype=kind):
            return kind in (enums.ObjectType.OBJECT_ROLE, enums.ObjectType.OBJECT_PARAMETER_ACL)
    return isinstance(node, STATEMENTS)


def roles_in(node: Any) -> Iterator[str]:
    """Yield the names of the roles in a statement about roles; PUBLIC in a grant on a parameter is left out."""
    yield from subject(node)
    match node:
        case ast.CreateRoleStmt():
            yield from (name for pair in made_with(node) for name in pair)
        case ast.GrantRoleStmt():
            yield from (name for pair in pairs(node) for name in pair)
            yield from names([node.grantor])
        case ast.GrantStmt(objtype=enums.ObjectType.OBJECT_PARAMETER_ACL):
            yield from grantees(node) - {""}


def subject(node: Any) -> Iterator[str]:
    """Yield the role that a statement creates, alters, drops or comments on."""
    match node:
        case ast.CreateRoleStmt(role=str(name)):
            yield name
        case ast.AlterRoleStmt() | ast.AlterRoleSetStmt():
            yield from names([node.role])
        case ast.DropRoleStmt():
            yield from names(node.roles or ())
        case ast.CommentStmt(objtype=enums.ObjectType.OBJECT_ROLE):
            yield str(node.object.sval)  # type: ignore[union-attr]


def names(specs: Iterable[Any]) -> Iterator[str]:
    """Yield the roles that are given by name, and not as CURRENT_ROLE or the like."""
    for spec in specs:
        if spec is not None and spec.roletype == enums.RoleSpecType.ROLESPEC_CSTRING:
            yield str(spec.rolename)


def members(node: ast.GrantRoleStmt) -> set[str]:
    """The roles that a GRANT makes members."""
    return set(names(node.grantee_roles or ()))


def pairs(node: ast.GrantRoleStmt) -> Iterator[tuple[str, str]]:
    """Yield the memberships that a GRANT creates, as pairs (role, member)."""
    for granted in node.granted_roles or ():
        for member in names(node.grantee_roles or ()):
            yield str(granted.priv_name), member


def made_with(node: ast.CreateRoleStmt) -> Iterator[tuple[str, str]]:
    """Yield the memberships that CREATE ROLE creates, as pairs (role, member)."""
    for option in node.options or ():
        if option.defname in MEMBERS:
            for other in names(option.arg):
                pair = (other, str(node.role)) if MEMBERS[option.defname] else (str(node.role), other)
                yield pair


def grantees(node: ast.GrantStmt) -> set[str]:
    """The roles that a GRANT names as grantees; PUBLIC is the empty string."""
    public = any(spec.roletype == enums.RoleSpecType.ROLESPEC_PUBLIC for spec in node.grantees or ())
    return {*names(node.grantees or ()), *([""] if public else [])}


def parameters(node: ast.GrantStmt) -> Iterator[tuple[str, str]]:
    """Yield the grants on parameters, as pairs (parameter, grantee)."""
    for parameter in node.objects or ():
        for grantee in grantees(node):
            yield str(parameter.sval), grantee
