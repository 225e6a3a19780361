"""The languages that types can be written in."""

from __future__ import annotations

from collections.abc import Callable

from schemadiff.types.introspection import Introspection
from schemadiff.types.python import python
from schemadiff.types.typescript import typescript

TYPES: dict[str, Callable[[Introspection], str]] = {"typescript": typescript, "python": python}
"""What writes the types, by language."""
