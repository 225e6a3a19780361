"""What an engine is: two databases in, statements out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from schemadiff.model import Catalog, Statement


@dataclass(frozen=True)
class Database:
    """One side of a comparison: what is ours of it, and how to connect to one that is in this state."""

    catalog: Catalog
    conninfo: Callable[[], str]
    """Makes it, where it is not there yet: only an engine that needs a connection pays for one."""


class Engine(Protocol):
    """Turns ``current`` into ``desired``; everything after it is the same for all engines."""

    def __call__(self, current: Database, desired: Database) -> Sequence[Statement]:
        """The statements, in order. Effects and places are filled in by the caller."""
