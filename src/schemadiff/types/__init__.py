"""Types for the languages of clients, from what the schema shows them: ``desired/`` or a live database.

The names are imported when they are first used: most plans have nobody whose types would change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemadiff.types.changes import compared, seen
    from schemadiff.types.introspection import Introspection, read
    from schemadiff.types.languages import TYPES

__all__ = ["TYPES", "Introspection", "compared", "read", "seen"]

HOMES = {
    "Introspection": "introspection",
    "TYPES": "languages",
    "compared": "changes",
    "read": "introspection",
    "seen": "changes",
}
"""Where a public name lives."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"schemadiff.types.{HOMES[name]}"), name)
