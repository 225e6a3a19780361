"""What the files grant on objects that belong to another role on the target than to the one that loads the files.

Whoever loads the files owns what they make, unless they say OWNER TO. A grant to the owner is none, so what the files
grant to the role that loads them cannot be seen, and what they grant to the owner that they do not know is his already.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.model import Address, Catalog, Object
from schemadiff.scope.claims import Claims


def others(current: Catalog, desired: Catalog, claims: Claims) -> Mapping[Address, str]:
    """Return the owners on the target, by object, where they are not those of the files, which specify none."""
    found: dict[Address, str] = {}
    for address, obj in current.objects.items():
        if type(obj) is Owner and obj.parent is not None and not claims.owner(obj.parent):
            said = desired.objects.get(address)
            if isinstance(said, Owner) and said.role != obj.role:
                found[obj.parent] = obj.role
    return found


def unsaid(obj: Object, owned: Mapping[Address, str], loader: str) -> bool:
    """Return True for a privilege that files cannot speak of, of the owner or of the role that loads them."""
    if type(obj) is not Privilege or obj.grantor or obj.on not in owned:
        return False
    return obj.grantee == loader or (obj.grantee == owned[obj.on] and not obj.owners)


def owner_to_be(obj: Object, current: Catalog, desired: Catalog) -> str:
    """Return the owner of a new object: whoever applies the plan, but of a table's sequence the owner of the table."""
    linked = getattr(obj, "linked", None)
    for kind in ("table", "foreign table") if linked else ():
        address = Address(Owner.kind, f"{kind} {linked}")
        owner = desired.objects.get(address) or current.objects.get(address)
        if isinstance(owner, Owner):
            return owner.role
    return desired.role
