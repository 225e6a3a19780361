"""Foreign keys that partitions add themselves, which PostgreSQL would take for their parts of those of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pglast import ast, enums

from schemadiff.desired.binding import Needs, with_needs
from schemadiff.desired.checksbelow import ancestors, parents_of
from schemadiff.desired.files import SourceStatement


def wait_for_references_above(statements: Sequence[SourceStatement], needs: Needs) -> None:
    """Let a foreign key that ALTER TABLE adds to a partition wait for those of the partitioned tables above it.

    One that is like that of the whole and comes first would be taken for its part, so that the order of the files would
    decide. A table that ATTACH PARTITION makes a partition has its own first, and this is then the part, in any order.
    """
    added: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        if table := _referencing(statement.node):
            added.setdefault(table, []).append(number)
    above = parents_of(statements) if len(added) > 1 else {}
    for child in added.keys() & above.keys():
        wholes = (other for table in ancestors(child, above) for other in added.get(table, ()))
        for other in sorted(wholes):
            # They wait for what they name, and so for each other where that goes in a circle.
            waiting = with_needs([other], needs)
            for own in (own for own in added[child] if own not in waiting):
                needs[own].add(other)


def _referencing(node: Any) -> str:
    """Return the table to which ALTER TABLE adds a foreign key; empty for another statement."""
    if not isinstance(node, ast.AlterTableStmt) or node.relation is None:
        return ""
    added = (c.def_ for c in node.cmds or () if c.subtype == enums.AlterTableType.AT_AddConstraint)
    foreign = any(d.contype == enums.ConstrType.CONSTR_FOREIGN for d in added)
    return str(node.relation.relname) if foreign else ""
