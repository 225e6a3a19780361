"""Types for the languages of clients, from what the schema shows them: ``desired/`` or a live database.

The names are imported when they are first used: most plans have nobody whose types would change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

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
__getattr__ = lazily(__name__, HOMES)
