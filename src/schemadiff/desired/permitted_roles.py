"""Decides which statements about roles ``desired/`` may contain with ``roles = "managed"``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pglast import ast, enums

from schemadiff.desired.refusal import Refusal

NAME_IT = "name the role: the files are not loaded by the role that applies them"
STEP = "write what you want, not the steps: delete this statement and the one that it revokes"
DROP = Refusal(
    "DROP ROLE",
    "delete CREATE ROLE and everything else that names the role; the role itself is not dropped, because "
    "other databases of the server may need it: drop it in a migration of your own",
)


def refusal_of_role(node: Any) -> Refusal | None:
    """The reason why a statement about roles is not permitted, or None."""
    found: Refusal | None = None
    match node:
        case ast.DropRoleStmt():
            found = DROP
        case ast.CreateRoleStmt() | ast.AlterRoleStmt():
            found = _options(node)
        case ast.AlterRoleSetStmt():
            found = _setting(node)
        case ast.GrantRoleStmt(is_grant=False) | ast.GrantStmt(is_grant=False):
            found = Refusal("REVOKE", STEP)
        case ast.GrantRoleStmt():
            found = _unnamed((*(node.grantee_roles or ()), *filter(None, [node.grantor])))
        case ast.GrantStmt():
            found = _unnamed(
                g for g in node.grantees or () if g.roletype != enums.RoleSpecType.ROLESPEC_PUBLIC
            )
    return found


def _options(node: Any) -> Refusal | None:
    for option in node.options or ():
        if option.defname == "password":
            return Refusal(
                "a password is a secret",
                "remove it, and set it where it is needed, in psql with \\password: it is neither read nor compared",
                quiet=True,
            )
        if isinstance(node, ast.AlterRoleStmt) and option.defname == "rolemembers":
            return Refusal("ALTER GROUP", "write GRANT with the role and its member")
        if isinstance(option.arg, tuple) and (found := _unnamed(option.arg)):
            return found
    return _unnamed([node.role]) if isinstance(node, ast.AlterRoleStmt) else None


def _setting(node: Any) -> Refusal | None:
    if node.role is None:
        return Refusal("ALTER ROLE ALL", "it concerns roles that are not managed: run it by hand")
    if node.setstmt.kind == enums.VariableSetKind.VAR_SET_CURRENT:
        return Refusal("SET ... FROM CURRENT", "write the value")
    if node.setstmt.kind != enums.VariableSetKind.VAR_SET_VALUE:
        return Refusal("ALTER ROLE ... RESET", STEP)
    return _unnamed([node.role])


def _unnamed(specs: Iterable[Any]) -> Refusal | None:
    named = all(spec.roletype == enums.RoleSpecType.ROLESPEC_CSTRING for spec in specs)
    return None if named else Refusal("CURRENT_ROLE, CURRENT_USER and SESSION_USER", NAME_IT)
