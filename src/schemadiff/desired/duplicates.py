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


def without_placeholders(statements: Sequence[SourceStatement]) -> Sequence[SourceStatement]:
    """Return the statements without the views of NULLs that pg_dump replaces later in the same dump.

    It creates these so that other objects can refer to a view that waits for a primary key, for its GROUP BY.
    """
    views = [s for s in statements if isinstance(s.node, ast.ViewStmt)]
    replaced = {_name(s) for s in views if s.node.replace}
    gone = {s for s in views if not s.node.replace and _is_placeholder(s.node) and _name(s) in replaced}
    return [s for s in statements if s not in gone] if gone else statements


def _name(statement: SourceStatement) -> tuple[str, ...]:
    made = main(statement)
    return made.name if made else ()


def _is_placeholder(node: Any) -> bool:
    """Return True for ``SELECT NULL::integer AS a, NULL::text COLLATE "C" AS b``, and for no columns at all."""
    match node.query:
        case ast.SelectStmt(targetList=columns, fromClause=None, whereClause=None):
            return all(_is_null(column.val) for column in columns or ())
    return False


def _is_null(value: Any) -> bool:
    match value:
        case ast.CollateClause(arg=inner):
            return _is_null(inner)
        case ast.TypeCast(arg=ast.A_Const(isnull=True)):
            return True
    return False


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
    if isinstance(node, ast.CreateOpClassStmt | ast.CreateOpFamilyStmt):
        # Each access method has names of its own.
        return (group, made.name, node.amname)
    if not isinstance(node, ast.CreateFunctionStmt):
        return (group, made.name, made.arguments)
    # Compare the qualified names of the types: app.money is not public.money. PostgreSQL finds duplicates that this
    # misses.
    types = [p.argType for p in node.parameters or () if p.mode.value in "ibvd"]
    return ("routine", made.name, tuple((tuple(n.sval for n in t.names), bool(t.arrayBounds)) for t in types))
