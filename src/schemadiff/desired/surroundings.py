"""What a server must have before a schema can be created, and no database contains: roles and tablespaces.

On a server of ours both are created under their names; tablespaces in place, because the location of their files is no
part of a schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pglast import ast, enums

from schemadiff.desired.arrange import roles
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.meaning import Desired
from schemadiff.model import Catalog
from schemadiff.postgres.server import Server, ensure_roles, ensure_tablespaces
from schemadiff.sql.identity import unquoted

NAMING: Mapping[type[Any], str] = {
    ast.CreateStmt: "tablespacename", ast.IndexStmt: "tableSpace", ast.Constraint: "indexspace", ast.IntoClause: "tableSpaceName",
}  # fmt: skip
"""The attribute of a node with the name of a tablespace."""
HOLDING: Mapping[type[Any], tuple[str, ...]] = {
    ast.CreateSchemaStmt: ("schemaElts",), ast.CreateStmt: ("tableElts", "constraints"), ast.ColumnDef: ("constraints",),
    ast.CreateTableAsStmt: ("into",), ast.AlterTableStmt: ("cmds",), ast.AlterTableCmd: ("def_",),
}  # fmt: skip
"""The attributes of a node that contain such nodes."""


def surround(server: Server, statements: Iterable[SourceStatement]) -> None:
    """Make sure that the roles and tablespaces that the statements name exist."""
    given = tuple(statements)
    ensure_roles(server, roles(given))
    ensure_tablespaces(server, {name for each in given for name in _named(each)})


def surround_desired(server: Server, wanted: Desired) -> None:
    """Make sure of the same for files whose meaning may come from the cache, without any statement having run."""
    ensure_roles(server, wanted.roles)
    ensure_tablespaces(server, tablespaces_of(wanted.catalog))


def tablespaces_of(catalog: Catalog) -> frozenset[str]:
    """Return the tablespaces, other than the database's own, that objects of the catalogue are in."""
    found = (getattr(obj, "tablespace", None) for obj in catalog.objects.values())
    return frozenset(unquoted(name) for name in found if name)


def _named(statement: SourceStatement) -> Iterator[str]:
    # Parsing a statement takes 0.3 ms, and hardly any is about tablespaces.
    if "tablespace" in statement.sql.lower():
        yield from named_tablespaces(statement.node)


def named_tablespaces(node: Any) -> Iterator[str]:
    """Yield the tablespaces that a statement, or a part of one, names."""
    if isinstance(node, ast.AlterTableCmd) and node.subtype == enums.AlterTableType.AT_SetTableSpace:
        yield str(node.name)
    if name := getattr(node, NAMING.get(type(node), ""), None):
        yield name
    for branch in HOLDING.get(type(node), ()):
        below = getattr(node, branch) or ()
        for part in below if isinstance(below, tuple) else (below,):
            yield from named_tablespaces(part)


__all__ = ["named_tablespaces", "surround", "surround_desired", "tablespaces_of"]
