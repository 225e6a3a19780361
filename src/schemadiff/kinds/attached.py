"""Indexes, keys, foreign keys and triggers of a partition that may be parts of those of its parent.

The parent's object is the whole, the partition's is the part, and the Inheritance between the tables is their link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from schemadiff.model import Address, Object, Tie


@dataclass(frozen=True, kw_only=True)
class Attached(Object):
    """An index, constraint or trigger of a table; on a partition it may be attached to the parent table's."""

    of: str | None
    """The identity of the parent table's object; None if the table has this one independently."""
    link: str | None = field(compare=False)
    """The identity of the Inheritance between the two tables."""
    index_columns: Sequence[str] = field(compare=False, default=())
    """The column names of a partitioned index, unquoted: those that the columns had when it was created."""

    naming: Sequence[str] = field(compare=False, default=())
    """What PostgreSQL builds the name from when it creates this for the parent's: table, label, columns (``t1_a_idx``)."""
    rank: int = field(compare=False, default=0)
    """How many older indexes the table has: PostgreSQL creates the parts in a partition in this order."""

    stays = True
    """False if PostgreSQL drops it when its table is detached."""

    def tied(self) -> Tie | None:
        """Return its tie to the parent table's object; None unless it is a part of one."""
        if self.of is None or self.link is None:
            return None
        return Tie(Address(self.kind, self.of), Address("inheritance", self.link), self.stays)

    def untied(self) -> Self:
        """Return the same as the table has it once it is no partition any more."""
        return replace(self, of=None, link=None)

    def twin(self) -> tuple[str, ...] | None:
        """Return what identifies it under any name: the parent's object, of which a partition has one part, or its text."""
        if self.of:
            return self.kind, str(self.parent), self.of
        text = self.nameless
        return (self.kind, str(self.parent), "", text) if text else None

    @property
    def nameless(self) -> str | None:
        """Its definition without the name, if it can be renamed and that makes no difference; else None."""
        return None

    def moves_from(self, old: Attached) -> bool:
        """Return True unless it is a part of another whole then, though its table stays attached to the same one.

        A table that is detached keeps it, and the new parent's takes it over when the table is attached there.
        """
        return not (self.of and old.of) or (self.link != old.link and old.stays)

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """Return the same attached to the parent's object under the new address, if that was renamed."""
        whole = renamed.get(Address(self.kind, str(self.of)))
        return replace(self, of=whole.identity) if whole else self

    def made_for(self, before: Object) -> Self:
        """Return the same, named as PostgreSQL does where the parent's object exists already, as ``before``."""
        del before
        return self

    def as_made(self, whole: Object) -> Self:
        """Return what PostgreSQL creates in the partition for the parent's ``whole``, under this object's address."""
        raise NotImplementedError(self.kind)
