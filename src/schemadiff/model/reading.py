"""What catalogues are read with: keys of rows, and look-ups by oid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from schemadiff.model.address import Address
from schemadiff.model.objects import Object

Key = int
"""What ``key()`` makes of ``classid``, ``objid`` and ``objsubid``, as they are in ``pg_depend``."""


PART = 4095
"""The bits of a key that are ``objsubid``: a table has at most 1,600 columns."""


def key(catalog: int, oid: int, subid: int = 0) -> Key:
    """One number for the three: a hundred thousand are made and looked up, and as tuples they take twice as long."""
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
    """Look-ups by oid, filled by ``catalog.read`` and used by the kinds' ``fill``."""

    version: int
    classes: dict[str, int]
    """Catalogue name to its oid."""
    roles: dict[int, str]
    """Role oid to quoted name; 0 is PUBLIC."""
    types: dict[tuple[int, int], str]
    """``(atttypid, atttypmod)`` to what ``format_type()`` prints."""
    grants: dict[Key, list[Grant]]
    view_columns: dict[Key, str]
    """Columns of views and attributes of types, which are no objects of their own, to their quoted names."""
    brought: dict[Key, list[Grant]] = field(default_factory=dict)
    """What extensions granted on what they made, where they said anything."""
    me: str = ""
    """The role that reads, quoted."""
    addresses: dict[Key, Address] = field(default_factory=dict)
    objects: dict[Address, Object] = field(default_factory=dict)

    def address(self, catalog: str, oid: int, subid: int = 0) -> Address | None:
        """The address of what was read before, or None."""
        return self.addresses.get(key(self.classes[catalog], oid, subid))

    def view_column(self, catalog: str, oid: int, subid: int) -> str | None:
        """The quoted name of a column of a view, or None."""
        return self.view_columns.get(key(self.classes[catalog], oid, subid))
