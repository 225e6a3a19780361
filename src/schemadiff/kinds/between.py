"""What the kinds are asked about: two catalogues, and what becomes of the first on the way to the second."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object


@dataclass(frozen=True)
class Between:
    """Two catalogues, and what of the old one is dropped, or dropped and made again, on the way."""

    old: Catalog
    new: Catalog
    drops: AbstractSet[Address]
    renamed: Mapping[Address, Address] = field(default_factory=dict)
    """What keeps what it is under another name, and the address that it had."""

    def makes(self, address: Address) -> bool:
        """True of what comes into being on the way."""
        if address in self.renamed or address not in self.new.objects:
            return False
        return address not in self.old.objects or address in self.drops or address in self.renamed_away

    def was(self, address: Address) -> Object:
        """What that is now which is to have an address, and is not made."""
        return self.old.objects[self.renamed.get(address, address)]

    @cached_property
    def renamed_away(self) -> AbstractSet[Address]:
        """What has another address in the end."""
        return frozenset(self.renamed.values())

    @cached_property
    def inherits(self) -> bool:
        """False if no table is heir or partition of another: most schemas have none, and need not be asked for each object."""
        return any(a.type == Inheritance.kind for side in (self.old, self.new) for a in side.objects)
