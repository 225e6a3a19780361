"""What pg_dump cannot express: valid constraints under NOT VALID ones, narrow identities, operators without a partner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.operator import Operator
from schemadiff.model import Object

NOT_VALID = " NOT VALID"


def as_validated(copy: Object, original: Object) -> Object:
    """Return ``copy``, restored from a dump, as valid if ``original`` is, and with an identity that counts as far."""
    match copy, original:
        case Operator(), Operator() if copy.partners != original.partners:
            # A dump does not tell which operator came first: the referenced one references back, unlike in the original.
            return original
        case Constraint(definition=said), Constraint() if said.endswith(NOT_VALID):
            valid = not original.definition.endswith(NOT_VALID)
            return replace(copy, definition=said.removesuffix(NOT_VALID)) if valid else copy
        case Column(), Column():
            return _column_as(copy, original)
    return copy


def _column_as(copy: Column, original: Column) -> Column:
    values: dict[str, Any] = {}
    if original.not_null and original.not_null_valid and not copy.not_null_valid:
        values["not_null_valid"] = True
    if original.identity_options and copy.identity_options not in (None, original.identity_options):
        # A dump does not tell the type of the sequence, nor bounds that are the limits of that type.
        values["identity_options"] = original.identity_options
    return replace(copy, **values) if values else copy
