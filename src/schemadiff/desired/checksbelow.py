"""CHECKs and NOT NULL that child tables add themselves and their parents have too, which they would be merged with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pglast import ast, enums

from schemadiff.desired.binding import Needs, with_needs
from schemadiff.desired.files import SourceStatement


def wait_for_checks_below(statements: Sequence[SourceStatement], needs: Needs) -> None:
    """Let a CHECK that is NOT VALID or NOT ENFORCED wait for those that child tables add under the same name.

    PostgreSQL gives it to the child tables. What these add after that is valid if it is there NOT ENFORCED, and is refused
    if it is there NOT VALID and they add a valid one. pg_dump writes it in the same order.
    """
    added = [(i, *those) for i, s in enumerate(statements) if (those := _checks(s.node))]
    loose = [(i, table, found) for i, table, found in added if any(found.values())]
    above = parents_of(statements) if loose and len(added) > 1 else {}
    for waiting, table, checks in loose if above else ():
        names = {name for name, unchecked in checks.items() if unchecked}
        for own, child, found in added:
            if (
                names & found.keys()
                and table in ancestors(child, above)
                and waiting not in with_needs([own], needs)
            ):
                needs[waiting].add(own)


def not_null_in_parts(nodes: Sequence[Any]) -> frozenset[tuple[str, str]]:
    """Return the partitioned tables and columns of which every partition that is attached adds a NOT NULL itself."""
    altered = [
        (str(n.relation.relname), n.cmds or ())
        for n in nodes
        if isinstance(n, ast.AlterTableStmt) and n.relation
    ]
    own = {
        (table, column)
        for table, commands in altered
        for c in commands
        if c.subtype == enums.AlterTableType.AT_AddConstraint and (column := column_of(c.def_))
    }
    parts: dict[str, set[str]] = {}
    for table, commands in altered if own else ():
        for c in commands:
            if c.subtype == enums.AlterTableType.AT_AttachPartition:
                parts.setdefault(table, set()).add(str(c.def_.name.relname))
    columns = {column for _, column in own}
    return frozenset((w, c) for w, those in parts.items() for c in columns if {(p, c) for p in those} <= own)


def column_of(constraint: Any) -> str:
    """Return the column of a NOT NULL; empty for another constraint."""
    is_not_null = constraint.contype == enums.ConstrType.CONSTR_NOTNULL
    return str(constraint.keys[0].sval) if is_not_null and constraint.keys else ""


def _checks(node: Any) -> tuple[str, dict[str, bool]] | None:
    """Return the table and the names of the CHECKs that ALTER TABLE adds, with True for those that it does not check."""
    if not isinstance(node, ast.AlterTableStmt) or node.relation is None:
        return None
    added = (c.def_ for c in node.cmds or () if c.subtype == enums.AlterTableType.AT_AddConstraint)
    checks = {
        str(d.conname): bool(d.skip_validation) for d in added if d.contype == enums.ConstrType.CONSTR_CHECK
    }
    return (str(node.relation.relname), checks) if checks else None


def parents_of(statements: Sequence[SourceStatement]) -> Mapping[str, set[str]]:
    """Return the names of the parents of each child table: a wrong guess for a name of two schemas delays one statement."""
    found: dict[str, set[str]] = {}
    for statement in statements:
        for child, parent in _links(statement.node):
            found.setdefault(child, set()).add(parent)
    return found


def _links(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.CreateForeignTableStmt):
        node = node.base
    match node:
        case ast.CreateStmt(relation=ast.RangeVar(relname=str(child)), inhRelations=parents):
            yield from ((child, str(parent.relname)) for parent in parents or ())
        case ast.AlterTableStmt(relation=ast.RangeVar(relname=str(child)), cmds=commands):
            added = (c for c in commands or () if c.subtype == enums.AlterTableType.AT_AddInherit)
            yield from ((child, str(c.def_.relname)) for c in added)


def ancestors(child: str, above: Mapping[str, set[str]]) -> set[str]:
    """Return the names of the parents of a table, of their parents, and so on."""
    known, todo = {child}, [child]
    while todo:
        fresh = above.get(todo.pop(), set()) - known
        known |= fresh
        todo += fresh
    return known - {child}
