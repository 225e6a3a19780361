"""Selects the managed roles: only those that ``desired/`` creates.

All databases of a server share its roles, so a role is managed only if the files have CREATE ROLE for it; then its
attributes, settings and memberships are as well. Memberships and parameter privileges of other roles are managed
where the files grant them. The role that the connection uses is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pglast import ast, enums

from schemadiff.kinds import SERVER_KINDS
from schemadiff.kinds.membership import Membership
from schemadiff.kinds.parameter_privilege import ParameterPrivilege
from schemadiff.kinds.role import Role
from schemadiff.model import Address, Catalog, Object
from schemadiff.roles.syntax import grantees, made_with, members, pairs, parameters, subject
from schemadiff.sql.identity import unquoted


@dataclass(frozen=True)
class Managed:
    """The managed objects of a server; names unquoted, PUBLIC is the empty string."""

    roles: frozenset[str] = frozenset()
    memberships: frozenset[tuple[str, str]] = frozenset()
    """Pairs (role, member)."""
    parameters: frozenset[tuple[str, str]] = frozenset()
    """Pairs (parameter, grantee)."""

    def __or__(self, other: Managed) -> Managed:
        return Managed(
            self.roles | other.roles,
            self.memberships | other.memberships,
            self.parameters | other.parameters,
        )

    def without(self, roles: frozenset[str]) -> Managed:
        """The same without ``roles``, which must not be changed."""
        return replace(self, roles=self.roles - roles)

    def has(self, obj: Object) -> bool:
        """True if an object of the server is managed."""
        match obj:
            case Membership(role=role, member=member):
                return (
                    unquoted(member) in self.roles or (unquoted(role), unquoted(member)) in self.memberships
                )
            case ParameterPrivilege(role=role, parameter=parameter):
                name = "" if role == "PUBLIC" else unquoted(role)
                return name in self.roles or (unquoted(parameter), name) in self.parameters
        return unquoted(getattr(obj, "role", obj.identity)) in self.roles

    def speaks_of(self, node: Any) -> bool:
        """True if a statement is about something managed."""
        match node:
            case ast.GrantRoleStmt():
                return bool(set(pairs(node)) & self.memberships or members(node) & self.roles)
            case ast.GrantStmt():
                return bool(set(parameters(node)) & self.parameters or grantees(node) & self.roles)
        return bool(set(subject(node)) & self.roles)


def managed(nodes: Iterable[Any]) -> Managed:
    """Everything that the statements make managed."""
    roles: set[str] = set()
    joined: set[tuple[str, str]] = set()
    granted: set[tuple[str, str]] = set()
    for node in nodes:
        match node:
            case ast.CreateRoleStmt():
                roles.add(str(node.role))
                joined |= set(made_with(node))
            case ast.GrantRoleStmt():
                joined |= set(pairs(node))
            case ast.GrantStmt(objtype=enums.ObjectType.OBJECT_PARAMETER_ACL):
                granted |= set(parameters(node))
    return Managed(frozenset(roles), frozenset(joined), frozenset(granted))


def with_server(catalog: Catalog, server: Catalog) -> Catalog:
    """The catalogue of a database with the managed objects of its server; what names a role depends on it."""
    objects = dict(catalog.objects) | dict(server.objects)
    named = {
        (address, role)
        for address, obj in catalog.objects.items()
        for name in obj.named_roles()
        if (role := Address(Role.kind, name)) in server.objects
    }
    return replace(
        catalog,
        objects=objects,
        depends=catalog.depends | server.depends | named,
        dies_with=catalog.dies_with | server.dies_with,
    )


def server_catalog(objects: Iterable[Object], version: int) -> Catalog:
    """A catalogue of the managed objects of a server."""
    found = {obj.address: obj for obj in objects}
    needs = {(a, y) for a, obj in found.items() for y in obj.needs() if y in found}
    # DROP ROLE fails while the role has parameter privileges; memberships and settings go with it.
    dies = {(a, y) for a, y in needs if y.type == Role.kind and a.type != ParameterPrivilege.kind}
    return Catalog(objects=found, depends=frozenset(needs), dies_with=frozenset(dies), version=version)


def is_of_server(address: Address) -> bool:
    """True if objects of this type belong to the server and not to a database."""
    return address.type in _TYPES


_TYPES = frozenset(kind.kind for kind in SERVER_KINDS)
