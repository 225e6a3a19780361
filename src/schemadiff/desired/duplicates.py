"""Objects that ``desired/`` declares twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pglast import ast, enums

from schemadiff.desired import explain
from schemadiff.desired.declares import Declared, main
from schemadiff.desired.files import SourceStatement
from schemadiff.errors import SchemadiffError


def declared_twice(statements: Sequence[SourceStatement]) -> Iterator[SchemadiffError]:
    """Yield an error for each second declaration of an object.

    PostgreSQL reports none for IF NOT EXISTS or OR REPLACE, and one of the two declarations would be lost.
    """
    first: dict[tuple[Any, ...], SourceStatement] = {}
    for statement in statements:
        made = main(statement)
        if made is None or made.guessed or _may_repeat(statement.node):
            continue
        before = first.setdefault(_key(made, statement.node), statement)
        if before is not statement:
            yield SchemadiffError(
                f"{explain.described(statement)} is declared twice, first at {before.at}",
                at=statement.at,
                detail=statement.caret(0),
                hint="delete one of the two",
            )


def _may_repeat(node: Any) -> bool:
    """Return True for statements of which files often repeat harmless copies, such as CREATE SCHEMA IF NOT EXISTS."""
    match node:
        case ast.CreateSchemaStmt(if_not_exists=True) | ast.CreateExtensionStmt(if_not_exists=True):
            return True
        case ast.DefineStmt(kind=enums.ObjectType.OBJECT_OPERATOR | enums.ObjectType.OBJECT_TYPE):
            return True  # overloaded; a shell type first
    return False


_RELATIONS = ("table", "foreign table", "view", "materialized view", "sequence", "index")


def _key(made: Declared, node: Any) -> tuple[Any, ...]:
    group = "relation" if made.type in _RELATIONS else made.type
    if not isinstance(node, ast.CreateFunctionStmt):
        return (group, made.name, made.arguments)
    # Compare the qualified names of the types: app.money is not public.money. PostgreSQL finds duplicates that this
    # misses.
    types = [p.argType for p in node.parameters or () if p.mode.value in "ibvd"]
    return ("routine", made.name, tuple((tuple(n.sval for n in t.names), bool(t.arrayBounds)) for t in types))
