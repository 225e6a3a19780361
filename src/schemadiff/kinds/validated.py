"""What pg_dump cannot express: a child's valid constraint under a NOT VALID one, and an operator without a partner."""

from __future__ import annotations

from dataclasses import replace

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.operator import Operator
from schemadiff.model import Object

NOT_VALID = " NOT VALID"


def as_validated(copy: Object, original: Object) -> Object:
    """Return ``copy``, restored from a dump, as valid if ``original`` is."""
    match copy, original:
        case Operator(), Operator() if copy.partners != original.partners:
            # A dump does not tell which operator came first: the referenced one references back, unlike in the original.
            return original
        case Constraint(definition=said), Constraint() if said.endswith(NOT_VALID):
            valid = not original.definition.endswith(NOT_VALID)
            return replace(copy, definition=said.removesuffix(NOT_VALID)) if valid else copy
        case Column(not_null_valid=False), Column(not_null=True, not_null_valid=True):
            return replace(copy, not_null_valid=True)
    return copy
