"""A statement for people: one column a line, names and types in columns, keywords as the settings say.

PostgreSQL's spelling stays; only spaces and the case of keywords change, so that it means the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pglast import ast, parser

WIDEST = 40
"""Characters of a name or type that others are still set in line with."""


class _Column(NamedTuple):
    """Where in a statement a column's name, type and the rest begin; ``rest`` is its end where there is none."""

    name: int
    type: int
    rest: int


def pretty(sql: str, keywords: str = "upper") -> str:
    """The statement, in columns."""
    aligned = _aligned(sql) if sql.startswith("CREATE") and "TABLE" in sql[:30] else sql
    return _lower(aligned) if keywords == "lower" else aligned


def _aligned(sql: str) -> str:
    node = parser.parse_sql(sql)[0].stmt
    create = node.base if isinstance(node, ast.CreateForeignTableStmt) else node
    elements = create.tableElts or () if isinstance(create, ast.CreateStmt) else ()
    columns = [_column(sql, e) for e in elements if isinstance(e, ast.ColumnDef) and e.typeName is not None]
    names = _width(column.type - column.name - 1 for column in columns)
    types = _width(
        len(sql[column.type : column.rest].rstrip()) for column in columns if _goes_on(sql, column)
    )
    pieces, at = list[str](), 0
    for column in columns:
        name, kind = sql[column.name : column.type].rstrip(), sql[column.type : column.rest].rstrip()
        pieces += [sql[at : column.name], name.ljust(names), " "]
        pieces += [kind.ljust(types), " "] if _goes_on(sql, column) else [kind]
        at = column.rest
    return "".join([*pieces, sql[at:]])


def _column(sql: str, node: Any) -> _Column:
    """PostgreSQL writes a column as its name, its type and what else there is, each element on a line of its own."""
    after = [c.location for c in node.constraints or () if c.location is not None and c.location >= 0]
    after += [node.collClause.location] if node.collClause is not None else []
    end = _end_of_type(sql, node.typeName.location)
    return _Column(node.location, node.typeName.location, min([*after, end]))


def _end_of_type(sql: str, start: int) -> int:
    """Where the words of a type end at the latest: at a comma or bracket of the list, or at the word for storage."""
    depth = 0
    for token in parser.scan(sql[start:]):
        if token.name == "ASCII_41" and depth == 0:
            return _before(sql, start + token.start)
        if depth == 0 and (token.name == "ASCII_44" or token.name in ("STORAGE", "COMPRESSION", "OPTIONS")):
            return _before(sql, start + token.start)
        depth += {"ASCII_40": 1, "ASCII_41": -1}.get(token.name, 0)
    return len(sql)


def _before(sql: str, end: int) -> int:
    return end if sql[end : end + 1].isalpha() else len(sql[:end].rstrip())


def _goes_on(sql: str, column: _Column) -> bool:
    return sql[column.rest - 1].isspace()


def _width(lengths: Iterator[int]) -> int:
    return max((length for length in lengths if length <= WIDEST), default=0)


def _lower(sql: str) -> str:
    """Keywords in small letters; names that PostgreSQL printed unquoted have no capitals."""
    pieces, at = list[str](), 0
    for token in _keywords(sql):
        pieces += [sql[at : token.start], sql[token.start : token.end + 1].lower()]
        at = token.end + 1
    return "".join([*pieces, sql[at:]])


def _keywords(sql: str) -> Sequence[Any]:
    return [token for token in parser.scan(sql) if token.kind != "NO_KEYWORD"]
