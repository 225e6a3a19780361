"""Objects that exchange names: detecting whether they already have, and the renames through a temporary name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any

from schemadiff.desired.renames import Rename
from schemadiff.errors import SchemadiffError
from schemadiff.model import Address, Catalog, Object
from schemadiff.sql.identity import quoted_names
from schemadiff.sql.sparenames import spare_name

Pair = tuple[Rename, Address, Address]
"""A rename, the object with the old name in the current state, and the one that will have the new name."""


class Swap(Enum):
    """Whether an exchange of names is still to be made."""

    TO_DO = "to do"
    DONE = "done"


def standing(pairs: Sequence[Pair], current: Catalog, desired: Catalog) -> Swap:
    """Compare the objects with the desired ones to tell whether they have exchanged names.

    Raises:
        SchemadiffError: both or neither of the two states fits.
    """
    # A table and a view, say, tell by what they are.
    if len({new.type for _, _, new in pairs}) > 1:
        return Swap.TO_DO if all(old.type == new.type for _, old, new in pairs) else Swap.DONE
    # If their columns changed as well, compare only the columns' names.
    for seen in (_contents, _shape):
        to_do = all(seen(old, current) == seen(new, desired) for _, old, new in pairs)
        done = all(seen(new, current) == seen(new, desired) for _, _, new in pairs)
        if to_do != done:
            return Swap.TO_DO if to_do else Swap.DONE
    rename = pairs[0][0]
    names = ", ".join(f"{each.type} {'.'.join(each.new)}" for each, _, _ in pairs)
    raise SchemadiffError(
        f"these names are swapped, and it is unknown whether they have been already: {names}",
        at=rename.at,
        hint="rename them in a migration of your own, one of them by way of an unused name, and remove the comments",
    )


def moves(pairs: Sequence[Pair]) -> Iterator[tuple[Rename, Address, Address]]:
    """Yield (rename, from, to): the first object gets a temporary name, each other takes the name that is then free."""
    rename, old, new = pairs[0]
    aside = _under_name(old, spare(old.identity))
    yield rename, old, aside
    yield from pairs[1:]
    yield rename, aside, new


def spare(identity: str, salt: str = "") -> str:
    """The name that an object has in between."""
    return spare_name("renamed", identity, salt)


def _under_name(address: Address, name: str) -> Address:
    """The address of the object under another name."""
    names, identity = quoted_names(address.identity), address.identity
    if identity.startswith(f"{names[-1]} on "):
        return Address(address.type, f"{name}{identity[len(names[-1]) :]}")
    head = ".".join((*names[:-1], name))
    return Address(address.type, f"{head}{identity[len('.'.join(names)) :]}")


def _contents(address: Address, catalog: Catalog) -> Any:
    """The object's compared fields and those of its parts with data; None if it does not exist."""
    obj = catalog.objects.get(address)
    parts = {_name(part): _compared_fields(part) for part in _parts(address, catalog)}
    return obj and (obj.kind, _compared_fields(obj), parts)


def _shape(address: Address, catalog: Catalog) -> Any:
    """Kinds and names of the parts with data."""
    return sorted(map(_name, _parts(address, catalog)))


def _parts(address: Address, catalog: Catalog) -> Iterator[Object]:
    parts = (catalog.objects[a] for a in catalog.children.get(address, ()))
    return (part for part in parts if part.loss)


def _name(part: Object) -> tuple[str, str]:
    return part.kind, quoted_names(part.identity)[-1]


def _compared_fields(obj: Object) -> dict[str, Any]:
    """The compared fields of an object except names: its own and those derived from it."""
    names = {"identity", "parent", "name", "meaning"}
    counted = (f.name for f in fields(obj) if f.compare and f.name not in names)
    said = {name: getattr(obj, name) for name in counted if not name.endswith(("_name", "_sequence"))}
    # The definition of a function begins with its own name.
    own = ".".join(quoted_names(obj.identity))
    return {name: text.replace(own, "", 1) if isinstance(text, str) else text for name, text in said.items()}
