"""What a partition may have because its parent has it: indexes, keys, foreign keys, triggers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from schemadiff.model import Address, Object, Tie


@dataclass(frozen=True, kw_only=True)
class Attached(Object):
    """An object of a table that may be a part of one of the table that it is a partition of."""

    of: str | None
    """The parent's, by its identity; None for what the table has by itself."""
    link: str | None = field(compare=False)
    """The Inheritance that ties the two tables."""
    index_columns: Sequence[str] = field(compare=False, default=())
    """What a partitioned index calls its columns, unquoted: what they were called when it was made."""

    naming: Sequence[str] = field(compare=False, default=())
    """What PostgreSQL makes its name of where it makes it for the parent's, unquoted: table, label and columns."""
    rank: int = field(compare=False, default=0)
    """How many indexes its table had before it: the parts in a partition are made in this order."""

    stays = True
    """False if it goes when its table is detached."""

    def tied(self) -> Tie | None:
        """It comes and goes with the parent's, as long as its table is a partition."""
        if self.of is None or self.link is None:
            return None
        return Tie(Address(self.kind, self.of), Address("inheritance", self.link), self.stays)

    def twin(self) -> tuple[str, ...] | None:
        """A partition has one for each of its parent's, whatever it is called."""
        return (self.kind, str(self.parent), self.of) if self.of else None

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """As a part of a whole of another name, if that has got one."""
        whole = renamed.get(Address(self.kind, str(self.of)))
        return replace(self, of=whole.identity) if whole else self

    def made_for(self, before: Object) -> Self:
        """With what PostgreSQL names it after for a whole that was there before, as ``before``."""
        del before
        return self

    def as_made(self, whole: Object) -> Self:
        """What PostgreSQL makes in the partition when the parent gets ``whole``, under the address of this one."""
        raise NotImplementedError(self.kind)
