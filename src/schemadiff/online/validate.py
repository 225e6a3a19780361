"""Validating a constraint in a transaction of its own: in another one, the locks of what runs before it are held meanwhile."""

from __future__ import annotations

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Object, Statement, Verb
from schemadiff.online.parents import asked_for_by_a_parent, checked_by_a_parent
from schemadiff.online.strategy import Place, Plain, Safer


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the same validation, after everything else."""
    obj = place.desired.objects.get(statement.address)
    name = _name(obj)
    if obj is None or obj.parent is None or not name or statement.verb is not Verb.ALTER:
        return None
    if statement.sql != f"ALTER TABLE {obj.parent.identity} VALIDATE CONSTRAINT {name}":
        return None
    if not place.there(obj.parent):
        return None
    if asked_for_by_a_parent(obj, place) or checked_by_a_parent(obj, place):
        return Plain(
            "the table becomes a child of one whose constraint is validated, and asks for such a one"
        )
    return Safer(later=((statement.sql,),), only_validated_later=True)


def _name(obj: Object | None) -> str | None:
    if isinstance(obj, Constraint):
        return obj.name
    return obj.not_null_name if isinstance(obj, Column) else None
