"""Objects and catalogues that a command has read before: it reads nearly the same ones four times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemadiff.model import Address, Catalog, Object, same_pairs


@dataclass
class Seen:
    """Shares equal objects among the catalogues of a command, which saves memory and makes comparing them fast."""

    objects: dict[Address, Object] = field(default_factory=dict)
    """The object that was last read under each address."""
    catalogs: list[Catalog] = field(default_factory=list)
    """The catalogues that are kept until the command ends."""

    def keep(self, found: Catalog) -> Catalog:
        """Keep a catalogue, and let those that are read later share its objects; it shares those of the kept ones."""
        found = self.share(found)
        self.catalogs.append(found)
        return found

    def share(self, found: Catalog) -> Catalog:
        """The catalogue, with the large parts that equal those of a kept one replaced by these.

        The clone after a proof normally equals the desired or the former state; sharing saves 45 MB for 5,000 tables.
        """
        self.objects.update(found.objects)
        for other in self.catalogs:
            depends = same_pairs(other.depends, found.depends)
            dies_with = same_pairs(other.dies_with, found.dies_with)
            objects = other.objects if _same_objects(found, other) else found.objects
            found = replace(found, objects=objects, depends=depends, dies_with=dies_with)
        return found


def _same_objects(one: Catalog, other: Catalog) -> bool:
    """True if both hold the identical objects: equal ones may differ in fields that are not compared."""
    return len(one.objects) == len(other.objects) and all(
        other.objects.get(address) is obj for address, obj in one.objects.items()
    )


__all__ = ["Seen"]
