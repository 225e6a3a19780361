"""Where the files set a property of a table that CREATE TABLE does not say: the line of the ALTER TABLE.

The property is known by the subcommand and the names in it, so a statement of a plan is found by its own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import AlterTableType

from schemadiff.desired.declares import home, relation
from schemadiff.desired.files import SourceStatement
from schemadiff.model import Address, Position

_KIND = "table property"
_SET = frozenset({
    AlterTableType.AT_EnableRowSecurity, AlterTableType.AT_ForceRowSecurity, AlterTableType.AT_ReplicaIdentity,
    AlterTableType.AT_ClusterOn, AlterTableType.AT_SetRelOptions, AlterTableType.AT_SetStatistics,
    AlterTableType.AT_SetOptions, AlterTableType.AT_SetStorage, AlterTableType.AT_SetCompression,
    AlterTableType.AT_SetNotNull, AlterTableType.AT_SetLogged, AlterTableType.AT_SetUnLogged,
    AlterTableType.AT_EnableTrig, AlterTableType.AT_DisableTrig, AlterTableType.AT_EnableAlwaysTrig,
    AlterTableType.AT_EnableReplicaTrig,
})  # fmt: skip


def setting_places(statements: Iterable[SourceStatement]) -> Iterator[tuple[Address, Position]]:
    """Yield each property that a statement of the files sets, as an address of its own, with its position."""
    for statement in statements:
        if isinstance(statement.node, ast.AlterTableStmt):
            yield from ((one, statement.at) for one in _properties(statement.node, home(statement)))


def setting_place(sql: str, places: Mapping[Address, Position]) -> Position | None:
    """Return where the files set what a statement of a plan sets; None if they do not, or if it sets nothing."""
    if not sql.startswith("ALTER TABLE "):
        return None
    found = (places.get(one) for one in _properties(parse_sql(sql)[0].stmt, "public"))
    return next(filter(None, found), None)


def _properties(node: Any, schema: str) -> Iterator[Address]:
    match node:
        case ast.AlterTableStmt(relation=ast.RangeVar() as table, cmds=commands):
            for command in commands or ():
                if command.subtype in _SET:
                    words = [command.subtype.name, *relation(table, schema), command.name or ""]
                    yield Address(_KIND, ".".join(words))
