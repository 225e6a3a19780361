"""Generates types for clients' languages, from ``desired/`` or a live database.

The names are imported on first use: most plans have no clients whose types could change.
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
"""The module of each public name."""
__getattr__ = lazily(__name__, HOMES)
