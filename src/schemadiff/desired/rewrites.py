"""Small changes to a statement's text for loading, such that offsets can still be mapped to the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pglast import ast, enums, parser
from psycopg.sql import Identifier

from schemadiff.desired.arrange import named_roles
from schemadiff.desired.declares import declared
from schemadiff.desired.files import CONDITIONS, SourceStatement
from schemadiff.desired.splitting import COMMENTS
from schemadiff.model import Position


@dataclass(frozen=True)
class Step:
    """A statement as it is sent to the server."""

    statement: SourceStatement
    sql: str
    head: int = 0
    """The length of the text that was put before the source's own."""
    start: int = 0
    """The offset in the statement where the rest of the text begins."""
    focus: int = 0
    """The offset in the statement to point at if PostgreSQL reports no position."""

    def offset(self, position: int) -> int:
        """Return the offset in the statement of a character offset in ``sql``."""
        return min(self.start + max(0, position - self.head), len(self.statement.sql))

    def at(self, position: int) -> Position:
        """Return the position in ``desired/`` of a character offset in ``sql``."""
        return self.statement.position(self.offset(position))


def step(statement: SourceStatement) -> Step:
    """Return the statement as it is loaded: without CONCURRENTLY, which is useless in an empty database."""
    if isinstance(statement.node, ast.IndexStmt) and statement.node.concurrent:
        token = next(t for t in parser.scan(statement.sql) if t.name == "CONCURRENTLY")
        return Step(statement, _blanked(statement.sql, token.start, token.end + 1))
    return Step(statement, statement.sql)


def replacing(statement: SourceStatement) -> Step:
    """Return CREATE OR REPLACE for a routine that already exists."""
    if statement.node.replace:
        return Step(statement, statement.sql)
    create, replace = len("CREATE"), "CREATE OR REPLACE"
    return Step(statement, replace + statement.sql[create:], len(replace), create)


def placeholder(statement: SourceStatement) -> Step:
    """Return the same policy with a condition that is never true."""
    starts = (token.start for token in parser.scan(statement.sql) if token.name in CONDITIONS)
    cut = next(starts, len(statement.sql))
    nobody = " WITH CHECK (false)" if statement.node.cmd_name == "insert" else " USING (false)"
    return Step(statement, statement.sql[:cut] + nobody)


def conditions(statement: SourceStatement) -> Iterator[Step]:
    """Yield the conditions of a policy as queries that are only analysed.

    PostgreSQL reports no position for an error in a policy, but does so in a query.
    """
    relation: Any = statement.node.table
    table = Identifier(*filter(None, (relation.schemaname, relation.relname))).as_string()
    for _, start, end in _conditions(statement):
        head = f"PREPARE schemadiff AS SELECT FROM {table} WHERE "
        yield Step(statement, head + statement.sql[start:end], len(head), start)


def _conditions(statement: SourceStatement) -> Iterator[tuple[int, int, int]]:
    """Yield, for USING and WITH CHECK, the start of the clause, and the start and end of its parentheses."""
    depth, clause, opened = 0, 0, 0
    for token in parser.scan(statement.sql):
        if not depth and token.name in ("USING", "WITH", "WITH_LA"):
            clause = token.start
        elif token.name == "ASCII_40":
            opened = opened if depth else token.start
            depth += 1
        elif token.name == "ASCII_41":
            depth -= 1
            if not depth:
                yield clause, opened, token.end + 1


def owning(statement: SourceStatement) -> Step | None:
    """Return the change of an owner with CREATE on the schema granted meanwhile, which PostgreSQL demands of the new owner.

    Whoever applies the migration may be a superuser, for whom PostgreSQL does not check that; the loader never is.
    """
    change = next((d for d in declared(statement) if d.about == "owner" and len(d.name) > 1), None)
    role = next((r for r in named_roles(statement.node) if r), None)
    if change is None or role is None:
        return None
    schema, owner = Identifier(change.name[0]).as_string(), Identifier(role).as_string()
    head = f"GRANT CREATE ON SCHEMA {schema} TO {owner}; "
    tail = f"; REVOKE CREATE ON SCHEMA {schema} FROM {owner}"
    return Step(statement, head + statement.sql + tail, len(head))


def without_foreign_keys(statement: SourceStatement) -> tuple[Step, tuple[Step, ...]] | None:
    """Return a CREATE TABLE without its foreign keys, and the ALTER TABLEs that add them; None if it has none.

    Two tables that reference each other cannot be created in any order.
    """
    if not isinstance(statement.node, ast.CreateStmt):
        return None
    text = statement.sql
    relation: Any = statement.node.relation
    table = Identifier(*filter(None, (relation.schemaname, relation.relname))).as_string()
    later = []
    for cut, start, end, column in _foreign_keys(statement):
        head = f"ALTER TABLE {table} ADD "
        later.append(_add_foreign_key(statement, head, text[start:end], start, column))
        text = _blanked(text, cut, end)
    return (Step(statement, text), tuple(later)) if later else None


def _add_foreign_key(
    statement: SourceStatement, head: str, constraint: str, start: int, column: str | None
) -> Step:
    if column is None:
        return Step(statement, head + constraint, len(head), start, start)
    references = next(t.start for t in parser.scan(constraint) if t.name == "REFERENCES")
    head += constraint[:references] + f"FOREIGN KEY ({Identifier(column).as_string()}) "
    return Step(statement, head + constraint[references:], len(head), start + references, start + references)


def _foreign_keys(statement: SourceStatement) -> Iterator[tuple[int, int, int, str | None]]:
    """Yield where to cut, where the constraint begins and ends, and its column if it is inside one."""
    tokens = [t for t in parser.scan(statement.sql) if t.name not in COMMENTS]
    for element in statement.node.tableElts or ():
        if isinstance(element, ast.Constraint) and _is_foreign_key(element):
            yield _of_table(tokens, int(element.location or 0))
        elif isinstance(element, ast.ColumnDef):
            yield from _of_column(tokens, element)


def _is_foreign_key(constraint: Any) -> bool:
    return bool(constraint.contype == enums.ConstrType.CONSTR_FOREIGN)


def _of_table(tokens: list[Any], start: int) -> tuple[int, int, int, None]:
    before = next((t for t in reversed(tokens) if t.start < start), None)
    cut = before.start if before and before.name == "ASCII_44" else start
    return (cut, start, _end(tokens, start, ()), None)


def _of_column(tokens: list[Any], column: Any) -> Iterator[tuple[int, int, int, str]]:
    others = tuple(c.location for c in column.constraints or () if _is_constraint(c))
    for constraint in filter(_is_foreign_key, column.constraints or ()):
        start = constraint.location
        yield (start, start, _end(tokens, start, others), column.colname)


def _is_constraint(constraint: Any) -> bool:
    """Return False for DEFERRABLE and the like, which belong to the constraint before them."""
    kinds = enums.ConstrType
    return constraint.contype not in (
        kinds.CONSTR_ATTR_DEFERRABLE,
        kinds.CONSTR_ATTR_NOT_DEFERRABLE,
        kinds.CONSTR_ATTR_DEFERRED,
        kinds.CONSTR_ATTR_IMMEDIATE,
        getattr(kinds, "CONSTR_ATTR_ENFORCED", None),  # since PostgreSQL 18
        getattr(kinds, "CONSTR_ATTR_NOT_ENFORCED", None),
    )


def _end(tokens: list[Any], start: int, others: tuple[int, ...]) -> int:
    """Return the end of the constraint: at the next one, or at a comma or parenthesis of the table's own."""
    depth, end = 0, start
    for token in tokens:
        if token.start < start:
            continue
        if token.start > start and token.start in others:
            break
        depth += {"ASCII_40": 1, "ASCII_41": -1}.get(token.name, 0)
        if depth < 0 or (depth == 0 and token.name == "ASCII_44"):
            break
        end = token.end + 1
    return int(end)


def _blanked(text: str, start: int, end: int) -> str:
    """Return the text with spaces in place of a stretch; line ends are kept, so that positions do not change."""
    return text[:start] + "".join(c if c == "\n" else " " for c in text[start:end]) + text[end:]
