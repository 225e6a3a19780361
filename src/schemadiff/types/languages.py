"""The languages for which types can be generated."""

from __future__ import annotations

from collections.abc import Callable

from schemadiff.types.introspection import Introspection
from schemadiff.types.python import python
from schemadiff.types.typescript import typescript

TYPES: dict[str, Callable[[Introspection], str]] = {"typescript": typescript, "python": python}
"""The generator for each language."""
