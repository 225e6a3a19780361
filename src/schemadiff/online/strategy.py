"""What a safer way is: what is done at once, and what in transactions of its own when all else is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog, Object, Statement, Verb


@dataclass(frozen=True)
class Safer:
    """Other statements for one."""

    now: tuple[str, ...] = ()
    later: tuple[tuple[str, ...], ...] = ()
    """Each in a transaction of its own, or outside of any."""


@dataclass(frozen=True)
class Place:
    """Where a statement stands."""

    before: Catalog
    desired: Catalog
    again: bool
    """True if the same plan drops what the statement makes: then it must not be gone for long."""

    def made(self, statement: Statement) -> Object | None:
        """What the statement adds to a table that others can be using; None for anything else."""
        obj = self.desired.objects.get(statement.address)
        if statement.verb is not Verb.CREATE or self.again or obj is None or obj.parent is None:
            return None
        return obj if self.plain(obj.parent) else None

    def plain(self, table: Address) -> bool:
        """True of a table that is there, and is no partitioned one: of these, much cannot be done in steps."""
        obj = self.before.objects.get(table)
        return isinstance(obj, Table) and obj.partition_by is None


class Strategy(Protocol):
    """One safer way: a module."""

    def safer(self, statement: Statement, place: Place, /) -> Safer | None:
        """What to do instead; None where it is not for this statement."""
        ...
