"""What ``desired/`` says about owners and privileges; what it does not speak of is the database's own.

An object's grants are ours once the files say GRANT or REVOKE for it, or a default privilege that applies
to it; its owner once they say OWNER TO or AUTHORIZATION. Otherwise a team that writes no grants would get a
plan full of REVOKEs for what its platform granted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pglast import ast
from pglast.enums import GrantTargetType, ObjectType

from schemadiff.declares import declared
from schemadiff.files import SourceStatement
from schemadiff.model import Address
from schemadiff.sources import group_of, identity, unquoted

LETTERS = {
    ObjectType.OBJECT_FUNCTION: "routine",
    ObjectType.OBJECT_PROCEDURE: "routine",
    ObjectType.OBJECT_ROUTINE: "routine",
    ObjectType.OBJECT_SCHEMA: "schema",
    ObjectType.OBJECT_SEQUENCE: "sequence",
    ObjectType.OBJECT_TABLE: "relation",
    ObjectType.OBJECT_TYPE: "type",
}


@dataclass(frozen=True)
class Claims:
    """What is claimed, by name; ask with ``owner`` and ``privileges``."""

    named: frozenset[tuple[str, str, tuple[str, ...]]] = frozenset()
    """What ("owner", "privilege"), which group of objects, and the name, schema first."""
    broad: frozenset[tuple[str, str | None]] = frozenset()
    """Group of objects and schema (None: every schema), from ALL ... IN SCHEMA and default privileges."""
    defaults: frozenset[tuple[str, str | None]] = frozenset()
    """The same, from ALTER DEFAULT PRIVILEGES alone."""

    def owner(self, address: Address) -> bool:
        """True if the files say who owns it."""
        return self._named("owner", address)

    def privileges(self, address: Address, schema: str | None) -> bool:
        """True if the files say who may do what with it."""
        group = "sequence" if address.type == "sequence" else group_of(address.type)
        place = unquoted(schema) if schema else None
        return self._named("privilege", address) or bool({(group, place), (group, None)} & self.broad)

    def default(self, group: str, schema: str | None) -> bool:
        """True if the files say ALTER DEFAULT PRIVILEGES for this group of objects, there."""
        return (group, unquoted(schema) if schema else None) in self.defaults

    def _named(self, about: str, address: Address) -> bool:
        whole = identity(address)
        return whole is not None and (about, whole.group, whole.name) in self.named


def claims(statements: Iterable[SourceStatement]) -> Claims:
    """Collect what the statements say about owners and privileges."""
    named: set[tuple[str, str, tuple[str, ...]]] = set()
    broad: set[tuple[str, str | None]] = set()
    defaults: set[tuple[str, str | None]] = set()
    for statement in statements:
        node: Any = statement.node
        match node:
            case ast.GrantStmt(targtype=GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA):
                broad |= {(LETTERS[node.objtype], s.sval) for s in node.objects if node.objtype in LETTERS}
            case ast.AlterDefaultPrivilegesStmt() if node.action.objtype in LETTERS:
                options = (o for o in node.options or () if o.defname == "schemas")
                places = [schema.sval for option in options for schema in option.arg] or [None]
                defaults |= {(LETTERS[node.action.objtype], place) for place in places}
            case ast.CreateSchemaStmt() if node.authrole is not None:
                named.add(("owner", "schema", (node.schemaname or node.authrole.rolename,)))
        for one in declared(statement):
            if one.about in ("owner", "privilege"):
                group = group_of(one.type)
                # A column's privilege is part of what is said about its table.
                group, place = ("relation", one.name[:2]) if group == "column" else (group, one.name)
                named.add((one.about, group, place))
    return Claims(frozenset(named), frozenset(broad | defaults), frozenset(defaults))
