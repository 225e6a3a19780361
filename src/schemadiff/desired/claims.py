"""The owners, privileges and extensions that ``desired/`` specifies; all others are left as the database has them.

An object's grants are ours once the files contain a GRANT or REVOKE for it, or a default privilege that applies to it;
its owner once they say OWNER TO or AUTHORIZATION. Otherwise a team that writes no grants would get a plan full of
REVOKEs for those of its platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pglast import ast
from pglast.enums import GrantTargetType, ObjectType

from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import group_of, identity, unquoted
from schemadiff.model import Address

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
    """The claims of the files by name; ask with ``owner`` and ``privileges``."""

    named: frozenset[tuple[str, str, tuple[str, ...]]] = frozenset()
    """The claim ("owner", "privilege", "version", "comment"), the group of objects, and the name, schema first."""
    broad: frozenset[tuple[str, str | None]] = frozenset()
    """Group of objects and schema (None: every schema), from ALL ... IN SCHEMA and default privileges."""
    defaults: frozenset[tuple[str, str | None, str | None]] = frozenset()
    """Claims from ALTER DEFAULT PRIVILEGES, with the role (None: whoever runs it)."""
    swept: frozenset[tuple[str, str | None]] = frozenset()
    """The part of ``broad`` from ALL ... IN SCHEMA: default privileges only concern future objects, of one role."""
    everything: bool = field(default=False, kw_only=True)
    """True for a state that is known completely: what it does not mention does not exist."""

    @property
    def versions(self) -> frozenset[str]:
        """The extensions, unquoted, whose version the files specify."""
        return self._extensions("version")

    @property
    def described(self) -> frozenset[str] | None:
        """The extensions, unquoted, that the files have a comment for; None for all of them."""
        return None if self.everything else self._extensions("comment")

    def _extensions(self, wanted: str) -> frozenset[str]:
        return frozenset(name for about, _, (name, *_) in self.named if about == wanted)

    def owner(self, address: Address) -> bool:
        """Return True if the files specify its owner."""
        return self._named("owner", address)

    def privileges(self, address: Address, schema: str | None) -> bool:
        """Return True if the files specify its privileges."""
        group = "sequence" if address.type == "sequence" else group_of(address.type)
        return self._named("privilege", address) or self.broadly(group, unquoted(schema) if schema else None)

    def of_member(self, address: Address, schema: str | None) -> bool:
        """Return True if the files specify privileges on this member of an extension."""
        group = "sequence" if address.type == "sequence" else group_of(address.type)
        return self._named("privilege", address) or self.sweeps(group, unquoted(schema) if schema else None)

    def sweeps(self, group: str, schema: str | None) -> bool:
        """Return True if the files grant or revoke on ALL such objects in the schema; names are unquoted."""
        return self.everything or (group, schema) in self.swept

    def broadly(self, group: str, schema: str | None) -> bool:
        """Return True if the files specify privileges of all such objects in the schema; names are unquoted."""
        return self.everything or bool({(group, schema), (group, None)} & self.broad)

    def default(self, group: str, schema: str | None, role: str, me: str) -> bool:
        """Return True if the files have ALTER DEFAULT PRIVILEGES for this group of objects, schema and role."""
        names = {role, None} if role == me else {role}
        return self.everything or any((group, schema, name) in self.defaults for name in names)

    def says(self, about: str, group: str, name: tuple[str, ...]) -> bool:
        """Return True if the files make this sort of claim about the object; names are unquoted."""
        return self.everything or (about, group, name) in self.named

    def _named(self, about: str, address: Address) -> bool:
        whole = identity(address)
        return self.everything or (whole is not None and (about, whole.group, whole.name) in self.named)


def claims(statements: Iterable[SourceStatement]) -> Claims:
    """Collect what the statements specify about owners, privileges and extensions."""
    named: set[tuple[str, str, tuple[str, ...]]] = set()
    broad: set[tuple[str, str | None]] = set()
    defaults: set[tuple[str, str | None, str | None]] = set()
    for statement in statements:
        node: Any = statement.node
        match node:
            case ast.GrantStmt() if node.targtype == GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA:
                group = LETTERS.get(node.objtype) if node.objtype else None
                broad |= {(group, s.sval) for s in node.objects or () if group}
            case ast.AlterDefaultPrivilegesStmt():
                defaults |= set(_defaults(node))
            case ast.CreateExtensionStmt() if any(o.defname == "new_version" for o in node.options or ()):
                named.add(("version", "extension", (str(node.extname),)))
            case ast.CommentStmt(objtype=ObjectType.OBJECT_EXTENSION, object=ast.String(sval=str(name))):
                named.add(("comment", "extension", (name,)))
            case ast.CreateSchemaStmt() if node.authrole is not None:
                named.add(("owner", "schema", (str(node.schemaname or node.authrole.rolename),)))
        for one in declared(statement):
            if one.about in ("owner", "privilege"):
                group = group_of(one.type)
                # A privilege on a column counts as one on its table.
                group, place = ("relation", one.name[:2]) if group == "column" else (group, one.name)
                named.add((one.about, group, place))
    everywhere = broad | {(group, schema) for group, schema, _ in defaults}
    return Claims(frozenset(named), frozenset(everywhere), frozenset(defaults), frozenset(broad))


def _defaults(node: Any) -> Iterator[tuple[str, str | None, str | None]]:
    given = {option.defname: option.arg for option in node.options or ()}
    for role in given.get("roles") or (None,):
        for schema in given.get("schemas") or (None,):
            if node.action.objtype in LETTERS:
                name = (role.rolename or None) if role else None
                yield LETTERS[node.action.objtype], schema.sval if schema else None, name
