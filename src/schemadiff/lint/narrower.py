"""Whether ALTER POLICY, or DROP and CREATE POLICY, makes a policy no wider than it was."""

from __future__ import annotations

from typing import Any

from pglast import ast
from pglast.enums import RoleSpecType

from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import parse
from schemadiff.lint.implication import implies
from schemadiff.lint.roles import PUBLIC
from schemadiff.sql.identity import unquoted


def narrower(old: Policy, node: Any) -> bool:
    """True if the changed policy lets no role see or write a row that it could not before."""
    if isinstance(node, ast.CreatePolicyStmt) and not _alike(old, node):
        return False
    before, after = _roles(old), _roles_of(node, old)
    # A permissive policy gives access to its roles, a restrictive one takes it from them.
    inner, outer = (after, before) if old.permissive else (before, after)
    return (PUBLIC in outer or inner <= outer) and all(
        _implies(new, was) for new, was in zip(_clauses_of(node, old), _clauses(old), strict=True)
    )


def same(old: Policy, node: Any) -> bool:
    """True if a recreated policy is equivalent to the old one."""
    return (
        _alike(old, node)
        and _roles(old) == _roles_of(node, old)
        and all(
            _implies(new, was) and _implies(was, new)
            for new, was in zip(_clauses_of(node, old), _clauses(old), strict=True)
        )
    )


def _alike(old: Policy, node: Any) -> bool:
    return bool(node.permissive) == old.permissive and str(node.cmd_name).upper() == old.command


def _implies(new: Any, was: Any) -> bool:
    # None means no condition at all, and a policy without one allows no rows.
    return new is None or (was is not None and implies(new, was))


def _clauses(policy: Policy) -> tuple[Any, Any]:
    """USING and WITH CHECK as trees; USING is used for both if WITH CHECK is missing."""
    using, check = (text and parse(text) for text in (policy.using, policy.check))
    return using, check or using


def _clauses_of(node: Any, old: Policy) -> tuple[Any, Any]:
    """The same of a statement; ALTER POLICY keeps the clauses that it does not name."""
    using, check = node.qual, node.with_check
    if isinstance(node, ast.AlterPolicyStmt):
        using = using or (old.using and parse(old.using))
        check = check or (old.check and parse(old.check))
    return using, check or using


def _roles(policy: Policy) -> frozenset[str]:
    return frozenset(map(unquoted, policy.roles))


def _roles_of(node: Any, old: Policy) -> frozenset[str]:
    if not node.roles:
        return _roles(old)
    public = RoleSpecType.ROLESPEC_PUBLIC
    return frozenset(PUBLIC if role.roletype == public else str(role.rolename) for role in node.roles)
