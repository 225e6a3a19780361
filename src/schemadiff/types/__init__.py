"""Types for the languages of clients, from what the schema shows them: ``desired/`` or a live database."""

from __future__ import annotations

from collections.abc import Callable

from schemadiff.types.introspection import Introspection, read
from schemadiff.types.python import python
from schemadiff.types.typescript import typescript

TYPES: dict[str, Callable[[Introspection], str]] = {"typescript": typescript, "python": python}
"""What writes the types, by language."""

__all__ = ["TYPES", "Introspection", "read"]
