"""Setting a column NOT NULL by a constraint that is validated without blocking others.

Since 18, NOT NULL is such a constraint itself. Before, a check proves that there is no NULL, and is dropped after that
(ALTER TABLE, SET NOT NULL).
"""

from __future__ import annotations

from psycopg.sql import Identifier

from schemadiff.interplay.proven_not_null import proofs
from schemadiff.kinds.column import Column
from schemadiff.model import Address, Statement, Verb
from schemadiff.online.strategy import Place, Safer
from schemadiff.sql.identity import unquoted

ITSELF = 18
"""The version since which NOT NULL is a constraint of its own."""


def safer(statement: Statement, place: Place) -> Safer | None:
    """Return the statements that first prove that there is no NULL, and then set NOT NULL."""
    column = place.desired.objects.get(statement.address)
    if not isinstance(column, Column) or column.parent is None or statement.verb is not Verb.ALTER:
        return None
    table, was = column.parent, place.before.objects.get(statement.address)
    if _asked_for_by_a_parent(column, table, place) or (
        was is not None and any(proofs(was, column, place.before))
    ):
        return None
    ways = [f" ALTER COLUMN {column.name} SET NOT NULL"]
    if column.not_null_name:
        ways.append(f" ADD CONSTRAINT {column.not_null_name} NOT NULL {column.name}")
    if not statement.sql.endswith(tuple(ways)) or not place.there(table):
        return None
    if place.desired.major >= ITSELF:
        name = column.not_null_name
        if not name:
            return None
        add = f"ALTER TABLE {table.identity} ADD CONSTRAINT {name} NOT NULL {column.name} NOT VALID"
        validate = f"ALTER TABLE {table.identity} VALIDATE CONSTRAINT {name}"
        return Safer((add,), ((validate,),), only_validated_later=True)
    name = Identifier(f"schemadiff_{unquoted(column.name)}"[:40]).as_string()
    check = f"CHECK ({column.name} IS NOT NULL) NOT VALID"
    return Safer(
        (f"ALTER TABLE {table.identity} ADD CONSTRAINT {name} {check}",),
        (
            (f"ALTER TABLE {table.identity} VALIDATE CONSTRAINT {name}",),
            (statement.sql, f"ALTER TABLE {table.identity} DROP CONSTRAINT {name}"),
        ),
        only_validated_later=True,
    )


def _asked_for_by_a_parent(column: Column, table: Address, place: Place) -> bool:
    """Return True if a parent asks for it at once: one that the table is attached to, or one that gets the column NOT NULL."""
    for link in place.above(table):
        above = place.desired.objects.get(link.above_column(column))
        made = Verb.CREATE in place.verbs.get(link.above_column(column), ())
        if isinstance(above, Column) and above.not_null and (made or place.attaches(link)):
            return True
    return False
