"""The interface of an engine: it takes two databases and returns statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from schemadiff.model import Catalog, Statement


@dataclass(frozen=True)
class Database:
    """One side of a comparison: its catalogue without what is out of scope, and a connection string."""

    catalog: Catalog
    conninfo: Callable[[], str]
    """Returns a connection string and creates the database if needed: only engines that connect pay for it."""


class Engine(Protocol):
    """Turns ``current`` into ``desired``; all later steps are the same for all engines."""

    def __call__(self, current: Database, desired: Database) -> Sequence[Statement]:
        """Return the statements in order. The caller fills in effects and positions."""
