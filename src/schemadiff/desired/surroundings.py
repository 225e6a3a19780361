"""What a server must have before anything can be made there, and no database has: roles and tablespaces.

On a server of ours both are made as they are named: a tablespace in place, for where its files are is nothing that a schema says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pglast import ast, enums

from schemadiff.desired.arrange import roles
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.meaning import Desired
from schemadiff.desired.sources import unquoted
from schemadiff.model import Catalog
from schemadiff.postgres.server import Server, ensure_roles, ensure_tablespaces

NAMING: Mapping[type[Any], str] = {
    ast.CreateStmt: "tablespacename", ast.IndexStmt: "tableSpace", ast.Constraint: "indexspace", ast.IntoClause: "tableSpaceName",
}  # fmt: skip
"""Where a node names a tablespace."""
HOLDING: Mapping[type[Any], tuple[str, ...]] = {
    ast.CreateSchemaStmt: ("schemaElts",), ast.CreateStmt: ("tableElts", "constraints"), ast.ColumnDef: ("constraints",),
    ast.CreateTableAsStmt: ("into",), ast.AlterTableStmt: ("cmds",), ast.AlterTableCmd: ("def_",),
}  # fmt: skip
"""And where it holds others that do."""


def surround(server: Server, statements: Iterable[SourceStatement]) -> None:
    """Make sure that there is what statements name."""
    given = tuple(statements)
    ensure_roles(server, roles(given))
    ensure_tablespaces(server, {name for each in given for name in _named(each)})


def surround_desired(server: Server, wanted: Desired) -> None:
    """The same of what files mean, which may come from the cache without a server ever having been told."""
    ensure_roles(server, wanted.roles)
    ensure_tablespaces(server, tablespaces_of(wanted.catalog))


def tablespaces_of(catalog: Catalog) -> frozenset[str]:
    """Those in which anything is that is not in the database's own."""
    found = (getattr(obj, "tablespace", None) for obj in catalog.objects.values())
    return frozenset(unquoted(name) for name in found if name)


def _named(statement: SourceStatement) -> Iterator[str]:
    # To parse a statement takes 0.3 ms, and hardly any is about tablespaces.
    if "tablespace" in statement.sql.lower():
        yield from named_tablespaces(statement.node)


def named_tablespaces(node: Any) -> Iterator[str]:
    """The tablespaces that a statement, or a part of one, names."""
    if isinstance(node, ast.AlterTableCmd) and node.subtype == enums.AlterTableType.AT_SetTableSpace:
        yield str(node.name)
    if name := getattr(node, NAMING.get(type(node), ""), None):
        yield name
    for branch in HOLDING.get(type(node), ()):
        below = getattr(node, branch) or ()
        for part in below if isinstance(below, tuple) else (below,):
            yield from named_tablespaces(part)


__all__ = ["named_tablespaces", "surround", "surround_desired", "tablespaces_of"]
