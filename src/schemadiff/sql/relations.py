"""The relations that a statement names, read from its syntax tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pglast import ast
from pglast.enums import ObjectType


class Name(NamedTuple):
    """A relation as written, unquoted; ``schema`` is None if the statement gives none."""

    schema: str | None
    name: str


RELATIONS = {
    ObjectType.OBJECT_FOREIGN_TABLE,
    ObjectType.OBJECT_INDEX,
    ObjectType.OBJECT_MATVIEW,
    ObjectType.OBJECT_SEQUENCE,
    ObjectType.OBJECT_TABLE,
    ObjectType.OBJECT_VIEW,
}
PARTS = {
    ObjectType.OBJECT_COLUMN,
    ObjectType.OBJECT_POLICY,
    ObjectType.OBJECT_RULE,
    ObjectType.OBJECT_TABCONSTRAINT,
    ObjectType.OBJECT_TRIGGER,
}


def named(node: Any) -> Iterator[Name]:
    """Yield the relations that the statement acts on, not those that it only reads or refers to."""
    match node:
        case ast.DropStmt(removeType=kind, objects=objects):
            for parts in objects or ():
                yield from _of(kind, parts)
        case ast.CommentStmt(objtype=kind, object=parts):
            yield from _of(kind, parts)
        case ast.VacuumStmt(rels=relations):
            yield from (name_of(each.relation) for each in relations or () if each.relation)
        case ast.CreateStmt() | ast.CreateTableAsStmt() | ast.CreateSeqStmt() | ast.ViewStmt(replace=False):
            return
        case _:
            yield from map(name_of, _relations(node))


def _relations(node: Any) -> Iterator[Any]:
    for attribute in ("relation", "table", "view", "sequence", "relations"):
        found = getattr(node, attribute, None)
        each = found if isinstance(found, tuple) else (found,)
        yield from (relation for relation in each if isinstance(relation, ast.RangeVar))


def name_of(relation: Any) -> Name:
    """The name in a RangeVar."""
    return Name(relation.schemaname or None, str(relation.relname))


def _of(kind: Any, parts: Any) -> Iterator[Name]:
    if kind not in RELATIONS | PARTS or not isinstance(parts, tuple):
        return
    words = [part.sval for part in parts if isinstance(part, ast.String)]
    words = words[:-1] if kind in PARTS else words
    if words:
        yield Name(words[-2] if len(words) > 1 else None, str(words[-1]))
