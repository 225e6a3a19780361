"""Values of a type inside the values of columns: elements of arrays, attributes of rows, bounds of ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from schemadiff.kinds.asks import Rows, columns_by_type
from schemadiff.model import Address, Catalog, Object, Question

NOTHING = "VALUE IS NULL"


@dataclass(frozen=True)
class Path:
    """An SQL expression for values inside of others: ``inside_1`` in ``unnest(c) AS inside_1`` for an array c."""

    value: str
    sources: tuple[str, ...] = ()
    """FROM items, each of which may use those before."""
    there: tuple[str, ...] = ()
    """Conditions that such a value exists: a NULL row has no attributes."""

    def into(self, function: str) -> Path:
        """Return the path to the elements of the set that ``function`` returns."""
        # An unusual alias, as a column of the same name would take precedence.
        alias = f"inside_{len(self.sources) + 1}"
        return Path(alias, (*self.sources, f"{function} AS {alias}"), self.there)

    def where(self, rows: Rows, condition: str, wrong: str) -> Question:
        """Return the question for the rows in which a value, called VALUE, meets ``condition``."""
        source = f" FROM {', '.join(self.sources)}" if self.sources else ""
        there = f" WHERE {' AND '.join(self.there)}" if self.there else ""
        values = f"SELECT {self.value} AS value{source}{there}"
        return rows.where(f"EXISTS (SELECT FROM ({values}) AS named WHERE {condition})", wrong)


class _Search(NamedTuple):
    type_: str
    start: Catalog
    around: frozenset[str]
    """The type, and those whose values may contain values of it."""


def inside(
    type_: str, start: Catalog, goal: Catalog, *, itself: bool = False
) -> Iterator[tuple[Rows, str, Path]]:
    """Yield the columns of tables that contain values of ``type_`` inside their own, with the path to them.

    With ``itself``, also the columns that are of the type, or of a domain over it.
    """
    columns, around = start.once(columns_by_type), frozenset(_around(type_, start))
    search = _Search(type_, start, around)
    for address in sorted(column for held in around for column in columns.get(held, ())):
        obj = start.objects[address]
        name, held = vars(obj)["name"], vars(obj)["data_type"]
        assert obj.parent is not None
        for path in _paths(held, Path(name), search):
            if itself or path.value != name:
                yield Rows(obj.parent, start, goal), name, path


def _around(type_: str, start: Catalog) -> Sequence[str]:
    """Return a type, and those whose values may contain values of it, at any depth."""
    made_of = start.once(_made_of)
    found = {type_: None}
    waiting = [type_]
    while waiting:
        inner = waiting.pop()
        array = () if inner.endswith("[]") else (f"{inner}[]",)
        more = [outer for outer in (*made_of.get(inner, ()), *array) if outer not in found]
        found |= dict.fromkeys(more)
        waiting += more
    return tuple(found)


def _made_of(start: Catalog) -> Mapping[str, Sequence[str]]:
    """Return for each type the domains, ranges, multiranges and types of rows that directly consist of it."""
    found: dict[str, list[str]] = {}
    for multirange, ranges in start.once(_ranges_by_multirange).items():
        for each in ranges:
            found.setdefault(each, []).append(multirange)
    for address in start.objects:
        if address.type in ("type", "table"):
            for inner, _ in _parts(address.identity, Path(""), start):
                found.setdefault(inner, []).append(address.identity)
    return found


def _paths(held: str, at: Path, search: _Search, above: tuple[str, ...] = ()) -> Iterator[Path]:
    if held == search.type_:
        yield at
    # A table can have a column of its own row type.
    if held == search.type_ or held in above:
        return
    for inner, path in _parts(held, at, search.start):
        if inner in search.around:
            yield from _paths(inner, path, search, (*above, held))


def _parts(held: str, at: Path, start: Catalog) -> Iterator[tuple[str, Path]]:
    """Yield the types that values of type ``held`` consist of, with the paths to them."""
    obj = start.objects.get(Address("type", held)) or start.objects.get(Address("table", held))
    parts = vars(obj) if obj is not None else {}
    if held.endswith("[]"):
        yield held.removesuffix("[]"), at.into(f"unnest({at.value})")
    elif "base" in parts:
        yield parts["base"], at
    elif "subtype" in parts:
        bound = at.into(f"unnest(ARRAY[lower({at.value}), upper({at.value})])")
        yield parts["subtype"], replace(bound, there=(*at.there, f"{bound.value} IS NOT NULL"))
    elif obj is None:
        ranges = start.once(_ranges_by_multirange).get(held, ())
        yield from ((range_, at.into(f"unnest({at.value})")) for range_ in ranges)
    else:
        there = (*at.there, f"{at.value} IS DISTINCT FROM NULL")
        for name, inner in _attributes(obj, start):
            yield inner, Path(f"({at.value}).{name}", at.sources, there)


def _ranges_by_multirange(start: Catalog) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for address, obj in start.objects.items():
        if address.type == "type" and "multirange" in (parts := vars(obj)):
            multirange = f"{parts['multirange_schema']}.{parts['multirange']}"
            found.setdefault(multirange, []).append(address.identity)
    return found


def _attributes(obj: Object, start: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a composite type, or the columns of a table, with their types."""
    parts = vars(obj)
    if "names" in parts:
        for name, inner in zip(parts["names"], parts["types"], strict=True):
            yield name, inner.partition(" COLLATE ")[0]
        return
    for address in sorted(start.children.get(obj.address, ())):
        if address.type == "table column":
            yield vars(start.objects[address])["name"], vars(start.objects[address])["data_type"]
