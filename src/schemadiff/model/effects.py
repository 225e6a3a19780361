"""What a statement does to the people who use the database: locks, and work on rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from schemadiff.model.address import Address


class LockMode(IntEnum):
    """Table-level lock modes, weakest first, as in "Explicit Locking" (manual, 13.3)."""

    NONE = 0
    ACCESS_SHARE = 1
    ROW_SHARE = 2
    ROW_EXCLUSIVE = 3
    SHARE_UPDATE_EXCLUSIVE = 4
    SHARE = 5
    SHARE_ROW_EXCLUSIVE = 6
    EXCLUSIVE = 7
    ACCESS_EXCLUSIVE = 8

    def __str__(self) -> str:
        return self.name.replace("_", " ")


class Work(StrEnum):
    """What is done with every row of a relation, the dearest first."""

    REWRITE = "rewrite"
    """The relation and its indexes are written anew."""
    BUILD = "build"
    """An index is built."""
    SCAN = "scan"
    """The rows are read, to see that they fit or to compute something."""

    def __str__(self) -> str:
        return self.value


class Size(NamedTuple):
    """How big a relation of the target is, with all its partitions."""

    bytes: int
    rows: int | None
    """PostgreSQL's own estimate; None if nobody has ever counted (ANALYZE)."""


@dataclass(frozen=True)
class Affected:
    """A relation that others can be using, and what a statement does to it."""

    relation: Address
    lock: LockMode
    """The strongest lock that its transaction has on it while the statement runs."""
    work: tuple[Work, ...] = ()
    size: Size | None = None
    """On the target; None where there is none, or where it has no such relation."""


@dataclass(frozen=True)
class Effects:
    """What a statement does to the people using the database."""

    lock: LockMode = LockMode.NONE
    """The strongest table lock that it takes."""
    rewrites: bool = False
    """True if it writes a whole table (and its indexes) anew."""
    scans: bool = False
    """True if it reads a whole table, or builds an index, under that lock."""
    loses_data: str = ""
    """What is lost, in words ("column app.users.age"); empty when nothing is."""
    transactional: bool = True
    """False if it cannot run inside a transaction block."""
    relations: tuple[Affected, ...] = ()
    """The relations that were there before, as measured; empty where only the text was looked at."""
    cascades: tuple[str, ...] = ()
    """What else went, by CASCADE, in the words of PostgreSQL; only known where it was measured."""
    measured: bool = False
    """True if PostgreSQL was watched while it ran on a clone; False if its text alone was looked at."""
