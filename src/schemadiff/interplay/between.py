"""The context for questions that need both catalogues: the old and the new one, drops and renames."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object


@dataclass(frozen=True)
class Between:
    """The old and the new catalogue, with the old objects that are dropped, whether or not they are created again."""

    old: Catalog
    new: Catalog
    drops: AbstractSet[Address]
    renamed: Mapping[Address, Address] = field(default_factory=dict)
    """Renamed objects: the old address by the new one."""

    def makes(self, address: Address) -> bool:
        """Return True if the plan creates the object of the new catalogue at ``address``."""
        if address in self.renamed or address not in self.new.objects:
            return False
        return address not in self.old.objects or address in self.drops or address in self.renamed_away

    def was(self, address: Address) -> Object:
        """Return the old form of the object with this new address, which is not created."""
        return self.old.objects[self.renamed.get(address, address)]

    def becomes(self, address: Address) -> Address | None:
        """Return the new address of an old object; None if it is dropped, whether or not it is created again."""
        if address in self.drops:
            return None
        return next((new for new, old in self.renamed.items() if old == address), address)

    @cached_property
    def renamed_away(self) -> AbstractSet[Address]:
        """The old addresses of renamed objects."""
        return frozenset(self.renamed.values())

    @property
    def inherits(self) -> bool:
        """False if neither catalogue has inheritance: most have none, and callers skip a look at each object."""
        return Inheritance.kind in self.old.kinds or Inheritance.kind in self.new.kinds
