"""Foreign keys to tables that no catalogue has, such as those of a platform."""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog


def refers_outside(address: Address, catalog: Catalog) -> bool:
    """Return True for a foreign key that references a table outside of the catalogue, which others may be using."""
    key = catalog.objects.get(address)
    if not isinstance(key, Constraint) or key.references is None:
        return False
    return Address(Table.kind, key.references) not in catalog.objects
