"""The throw-away side of a command: its files, what PostgreSQL makes of them, and databases to try things on."""

from __future__ import annotations

from schemadiff.shadow.elaborate import is_known, linted, meant, taken
from schemadiff.shadow.new_database import empty
from schemadiff.shadow.workshop import Workshop

__all__ = ["Workshop", "empty", "is_known", "linted", "meant", "taken"]
