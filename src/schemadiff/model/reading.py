"""Keys of catalogue rows, and the lookups by oid that are used while a catalogue is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from schemadiff.model.address import Address
from schemadiff.model.objects import Object

Key = int
"""``classid``, ``objid`` and ``objsubid`` of ``pg_depend`` packed into one number by ``key()``."""


PART = 4095
"""The mask of the bits of a key that hold ``objsubid``: a table has at most 1,600 columns."""


def key(catalog: int, oid: int, subid: int = 0) -> Key:
    """Pack the three into one number.

    A reading makes and looks up a hundred thousand keys, and tuples take twice as long.
    """
    return catalog << 44 | oid << 12 | subid & PART


class Grant(NamedTuple):
    """One entry of an access control list, as ``aclexplode()`` splits it."""

    grantee: str
    """Quoted role name, or PUBLIC."""
    privilege: str
    grantable: bool
    grantor: str


@dataclass
class Reading:
    """Lookups by oid, filled by ``catalog.read`` and used by the ``fill`` of the kinds."""

    version: int
    classes: dict[str, int]
    """The oid of each system catalogue, by name."""
    roles: dict[int, str]
    """The quoted name of each role, by oid; 0 is PUBLIC."""
    types: dict[tuple[int, int], str]
    """What ``format_type()`` prints for ``(atttypid, atttypmod)``."""
    grants: dict[Key, list[Grant]]
    view_columns: dict[Key, str]
    """The quoted names of view columns and of attributes of types, which are no objects of their own."""
    brought: dict[Key, list[Grant]] = field(default_factory=dict)
    """The grants that an extension made on its own members, for each member that it granted something on."""
    me: str = ""
    """The role that reads the catalogue, quoted."""
    addresses: dict[Key, Address] = field(default_factory=dict)
    objects: dict[Address, Object] = field(default_factory=dict)

    def address(self, catalog: str, oid: int, subid: int = 0) -> Address | None:
        """The address of an object that was read before, or None."""
        return self.addresses.get(key(self.classes[catalog], oid, subid))

    def view_column(self, catalog: str, oid: int, subid: int) -> str | None:
        """The quoted name of a view's column, or None."""
        return self.view_columns.get(key(self.classes[catalog], oid, subid))
