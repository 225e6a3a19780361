"""Adding a check (of a table or domain) or foreign key NOT VALID, in an instant, and validating it later without blocking others.

New rows must satisfy it from the first moment, so replacing a constraint in the same transaction leaves no gap.
"""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import DomainConstraint
from schemadiff.model import Statement
from schemadiff.online.strategy import REMADE, Place, Safer

VALIDATED = "cf"
PARTITIONED_KEYS = 18
"""The version since which a foreign key of a partitioned table can be NOT VALID."""


def safer(statement: Statement, place: Place) -> Safer | None:
    """Return the constraint as NOT VALID, and its validation later."""
    check = place.desired.objects.get(statement.address)
    if isinstance(check, DomainConstraint) and check.parent in place.before.objects:
        return _of_domain(check, statement, place)
    obj = place.added(statement)
    if not isinstance(obj, Constraint) or obj.type not in VALIDATED or obj.of or obj.inherited_from:
        return None
    if obj.definition.endswith(("NOT VALID", "NOT ENFORCED")) or not statement.sql.endswith(obj.definition):
        return None
    if obj.type == "f" and place.partitioned(obj.parent) and place.desired.major < PARTITIONED_KEYS:
        return None
    links = filter(place.attaches, place.above(obj.parent) if obj.parent else ())
    if obj.type == "c" and any(obj.name in link.checks for link in links):
        # A parent's valid CHECK asks for a valid one.
        return None
    validate = f"ALTER TABLE {obj.table} VALIDATE CONSTRAINT {obj.name}"
    return Safer((f"{statement.sql} NOT VALID",), ((validate,),), only_validated_later=True)


def _of_domain(check: DomainConstraint, statement: Statement, place: Place) -> Safer | None:
    if check.parent is None or place.verbs.get(check.parent, frozenset()) & REMADE:
        return None
    if not check.validated or not statement.sql.endswith(check.definition):
        return None
    if vars(place.desired.objects[check.parent])["held_in"]:
        # Of values inside of arrays and rows PostgreSQL validates nothing: such columns hold text now, and not later.
        return None
    validate = f"ALTER DOMAIN {check.domain} VALIDATE CONSTRAINT {check.name}"
    return Safer((f"{statement.sql} NOT VALID",), ((validate,),), only_validated_later=True)
