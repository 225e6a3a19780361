"""The effects of a statement on those who use the database: locks, and work on every row."""

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
    """Work that is done on every row of a relation, the most expensive first."""

    REWRITE = "rewrite"
    """The relation and its indexes are rewritten."""
    BUILD = "build"
    """An index is built."""
    SCAN = "scan"
    """The rows are read, to check them or to compute something."""

    def __str__(self) -> str:
        return self.value


class Size(NamedTuple):
    """The size of a relation of the target, including all its partitions."""

    bytes: int
    rows: int | None
    """PostgreSQL's estimate; None if the relation was never analyzed."""


@dataclass(frozen=True)
class Affected:
    """A relation that other sessions may be using, and what a statement does to it."""

    relation: Address
    lock: LockMode
    """The strongest lock that the transaction holds on the relation while the statement runs."""
    work: tuple[Work, ...] = ()
    size: Size | None = None
    """Measured on the target; None if there is no target, or if it lacks the relation."""


@dataclass(frozen=True)
class Effects:
    """The effects of a statement on those who use the database."""

    lock: LockMode = LockMode.NONE
    """The strongest table lock that the statement takes."""
    rewrites: bool = False
    """True if the statement rewrites a whole table and its indexes."""
    scans: bool = False
    """True if the statement reads a whole table, or builds an index, under that lock."""
    loses_data: str = ""
    """The data that is lost, in words ("column app.users.age"); empty if none is."""
    transactional: bool = True
    """False if the statement cannot run inside a transaction block."""
    relations: tuple[Affected, ...] = ()
    """The relations that existed before the statement, as measured; empty if only its text was analyzed."""
    cascades: tuple[str, ...] = ()
    """The other objects that CASCADE dropped, in PostgreSQL's words; known only if measured."""
    measured: bool = False
    """True if the statement was observed while it ran on a clone; False if only its text was analyzed."""
