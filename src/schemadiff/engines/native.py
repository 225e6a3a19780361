"""The default engine: ``diff/`` compares two catalogues and orders the statements."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.diff.statements import statements
from schemadiff.engines.engine import Database
from schemadiff.model import Statement


def native(current: Database, desired: Database) -> Sequence[Statement]:
    """The statements that turn one catalogue into the other."""
    return statements(current.catalog, desired.catalog)
