"""Adding a check (of a table or domain) or foreign key NOT VALID, in an instant, and validating it later without blocking others.

New rows must satisfy it from the first moment, so replacing a constraint in the same transaction leaves no gap.
"""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import DomainConstraint
from schemadiff.model import Statement
from schemadiff.online.parents import checked_by_a_parent
from schemadiff.online.strategy import REMADE, Place, Plain, Safer

VALIDATED = "cf"
PARTITIONED_KEYS = 180000
"""The version since which a foreign key of a partitioned table can be NOT VALID."""


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the constraint as NOT VALID, and its validation later."""
    check = place.desired.objects.get(statement.address)
    if isinstance(check, DomainConstraint) and check.parent in place.before.objects:
        return _of_domain(check, statement, place)
    obj = place.added(statement)
    if not isinstance(obj, Constraint) or obj.type not in VALIDATED or obj.of or obj.inherited_from:
        return None
    if obj.definition.endswith(("NOT VALID", "NOT ENFORCED")) or not statement.sql.endswith(obj.definition):
        return None
    if obj.type == "f" and place.partitioned(obj.parent) and place.desired.knows < PARTITIONED_KEYS:
        return Plain("before PostgreSQL 18 a foreign key of a partitioned table cannot be NOT VALID")
    if checked_by_a_parent(obj, place):
        return Plain("the table becomes a child of one whose CHECK is validated, and asks for such a one")
    validate = f"ALTER TABLE {obj.table} VALIDATE CONSTRAINT {obj.name}"
    return Safer((f"{statement.sql} NOT VALID",), ((validate,),), only_validated_later=True)


def _of_domain(check: DomainConstraint, statement: Statement, place: Place) -> Safer | Plain | None:
    if check.parent is None or place.verbs.get(check.parent, frozenset()) & REMADE:
        return None
    if not check.validated or not statement.sql.endswith(check.definition):
        return None
    if vars(place.desired.objects[check.parent])["held_in"]:
        # Such columns hold text now, and not later.
        return Plain(
            "columns hold the domain inside of arrays or rows, of which PostgreSQL validates nothing"
        )
    validate = f"ALTER DOMAIN {check.domain} VALIDATE CONSTRAINT {check.name}"
    return Safer((f"{statement.sql} NOT VALID",), ((validate,),), only_validated_later=True)
