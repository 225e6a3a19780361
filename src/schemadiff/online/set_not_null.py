"""Setting a column NOT NULL by a constraint that is validated without blocking others.

Since 18, NOT NULL is such a constraint itself. Before, a check proves that there is no NULL, and is dropped after that
(ALTER TABLE, SET NOT NULL).
"""

from __future__ import annotations

from schemadiff.interplay.proven_not_null import proofs
from schemadiff.kinds.column import Column
from schemadiff.model import Address, Statement, Verb
from schemadiff.online.parents import asked_for_by_a_parent
from schemadiff.online.strategy import Place, Plain, Safer, by_a_check

ITSELF = 180000
"""The version since which NOT NULL is a constraint of its own."""


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the statements that first prove that there is no NULL, and then set NOT NULL."""
    column = place.desired.objects.get(statement.address)
    if not isinstance(column, Column) or column.parent is None or statement.verb is not Verb.ALTER:
        return None
    table = column.parent
    ways = [f" ALTER COLUMN {column.name} SET NOT NULL"]
    if column.not_null_name:
        ways.append(f" ADD CONSTRAINT {column.not_null_name} NOT NULL {column.name}")
    if not statement.sql.endswith(tuple(ways)) or not place.there(table) or _is_proven(column, place):
        return None
    if asked_for_by_a_parent(column, place):
        return Plain("a table above it asks for it at once")
    if place.desired.knows >= ITSELF:
        name = column.not_null_name
        if not name:
            return None
        add = f"ALTER TABLE {table.identity} ADD CONSTRAINT {name} NOT NULL {column.name} NOT VALID"
        validate = f"ALTER TABLE {table.identity} VALIDATE CONSTRAINT {name}"
        return Safer((add,), ((validate,),), only_validated_later=True)
    return _by_a_check(statement, column, table, place)


def _by_a_check(statement: Statement, column: Column, table: Address, place: Place) -> Safer | Plain:
    if table in place.growing:
        return Plain("a table that is attached to it in the same plan lacks the CHECK that would prove it")
    condition = f"{column.name} IS NOT NULL"
    name = place.check_name(table, column.name)
    return by_a_check(statement, table.identity, name, condition, only_validated_later=True)


def _is_proven(column: Column, place: Place) -> bool:
    """Return True if a check says already that there is no NULL, so that no row is read."""
    was = place.before.objects.get(column.address)
    return was is not None and any(proofs(was, column, place.before))
