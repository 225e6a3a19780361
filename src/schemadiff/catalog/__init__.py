"""Reading a database: one query a kind, look-ups by number, and what expressions mean."""

from __future__ import annotations

from schemadiff.catalog.reading import DEPENDS, read, shared
from schemadiff.catalog.seen import Seen

__all__ = ["DEPENDS", "Seen", "read", "shared"]
