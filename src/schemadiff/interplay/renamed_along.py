"""What gets another name when PostgreSQL renames a part of what is above: columns and CHECKs of child tables, columns of typed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.typed import Typed
from schemadiff.model import Address, Catalog
from schemadiff.sql.identity import identity

Names = tuple[str, ...]


def wholes_above(whole: Names, catalog: Catalog) -> Iterator[Names]:
    """Yield the names of the tables, at any distance, that the table inherits from, and of the types that they are of."""
    ups = _ups(catalog) if {Inheritance.kind, Typed.kind} & catalog.kinds else {}
    todo, seen = [whole], {whole}
    while todo:
        found = [up for up in ups.get(todo.pop(), ()) if up not in seen]
        seen.update(found)
        todo += found
        yield from found


def _ups(catalog: Catalog) -> Mapping[Names, list[Names]]:
    found: dict[Names, list[Names]] = {}
    for obj in catalog.objects.values():
        if isinstance(obj, Inheritance | Typed) and obj.parent is not None:
            above = obj.above if isinstance(obj, Inheritance) else obj.type
            found.setdefault(_names(obj.parent), []).append(_names(above))
    return found


def _names(address: Address) -> Names:
    whole = identity(address)
    assert whole is not None
    return whole.name
