"""Values of a type inside the values of columns: elements of arrays, attributes of rows, bounds of ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemadiff.kinds.asks import Rows
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


def inside(
    type_: str, start: Catalog, goal: Catalog, *, itself: bool = False
) -> Iterator[tuple[Rows, str, Path]]:
    """Yield the columns of tables that contain values of ``type_`` inside their own, with the path to them.

    With ``itself``, also the columns that are of the type, or of a domain over it.
    """
    for address, obj in sorted(start.objects.items()):
        if address.type != "table column" or obj.parent is None or vars(obj)["inherited_from"]:
            continue
        name, held = vars(obj)["name"], vars(obj)["data_type"]
        for path in _paths(held, type_, Path(name), start, ()):
            if itself or path.value != name:
                yield Rows(obj.parent, start, goal), name, path


def _paths(held: str, type_: str, at: Path, start: Catalog, above: tuple[str, ...]) -> Iterator[Path]:
    if held == type_:
        yield at
    # A table can have a column of its own row type.
    if held == type_ or held in above:
        return
    for inner, path in _parts(held, at, start):
        yield from _paths(inner, type_, path, start, (*above, held))


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
        yield from ((range_, at.into(f"unnest({at.value})")) for range_ in _ranges_of(held, start))
    else:
        there = (*at.there, f"{at.value} IS DISTINCT FROM NULL")
        for name, inner in _attributes(obj, start):
            yield inner, Path(f"({at.value}).{name}", at.sources, there)


def _ranges_of(multirange: str, start: Catalog) -> Iterator[str]:
    ranges = (
        (a.identity, vars(o))
        for a, o in start.objects.items()
        if a.type == "type" and "multirange" in vars(o)
    )
    yield from (name for name, o in ranges if f"{o['multirange_schema']}.{o['multirange']}" == multirange)


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
