"""Expressions that PostgreSQL prints and parses again when a column of theirs gets another type.

Where several columns do, one after the other, ``a < b`` is parsed while one of them is text and the other still a
number. That is refused, or is ``a::text < b`` for good.
"""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.statistics import Statistics
from schemadiff.model import Object


def is_parsed_again(obj: Object) -> bool:
    """Return True if it has such an expression."""
    match obj:
        case Constraint():
            return obj.type == "c" or bool(obj.predicate) or not set(obj.elements) <= set(obj.columns)
        case Index():
            return bool(obj.partial) or None in obj.keys
        case Statistics():
            return bool(obj.expressions)
        case _:
            return False
