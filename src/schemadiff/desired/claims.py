"""The owners, privileges and extensions that ``desired/`` specifies; all others are left as the database has them.

An object's grants are ours once the files contain a GRANT or REVOKE for it, or a default privilege that applies to it;
its owner once they say OWNER TO or AUTHORIZATION. Otherwise a team that writes no grants would get a plan full of
REVOKEs for those of its platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pglast import ast
from pglast.enums import GrantTargetType, ObjectType

from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement
from schemadiff.scope.claims import Claims
from schemadiff.sql.identity import group_of

LETTERS = {
    ObjectType.OBJECT_FUNCTION: "routine",
    ObjectType.OBJECT_PROCEDURE: "routine",
    ObjectType.OBJECT_ROUTINE: "routine",
    ObjectType.OBJECT_SCHEMA: "schema",
    ObjectType.OBJECT_SEQUENCE: "sequence",
    ObjectType.OBJECT_TABLE: "relation",
    ObjectType.OBJECT_TYPE: "type",
}


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
