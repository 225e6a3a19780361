"""What pg_dump cannot say: what is valid in an heir, or a partition, under what is not, and whom an operator does not name."""

from __future__ import annotations

from dataclasses import replace

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.operator import Operator
from schemadiff.model import Object

NOT_VALID = " NOT VALID"


def as_validated(copy: Object, original: Object) -> Object:
    """What was made of a dump, valid if what was dumped is."""
    match copy, original:
        case Operator(), Operator() if copy.partners != original.partners:
            # pg_dump says who names whom, and not who came first: what is named then names who names it.
            return original
        case Constraint(definition=said), Constraint() if said.endswith(NOT_VALID):
            valid = not original.definition.endswith(NOT_VALID)
            return replace(copy, definition=said.removesuffix(NOT_VALID)) if valid else copy
        case Column(not_null_valid=False), Column(not_null=True, not_null_valid=True):
            return replace(copy, not_null_valid=True)
    return copy
