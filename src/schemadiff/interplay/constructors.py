"""Functions that make ranges and multiranges: they keep their names when the types get others, and restoring names them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemadiff.kinds.range import Range
from schemadiff.model import Catalog
from schemadiff.sql.identity import quoted_names


class Misnamed(NamedTuple):
    """A function of a restored range: what it is called, its arguments, and the schema and name that it should have."""

    now: str
    arguments: str
    schema: str
    name: str


def constructors_called_otherwise(copied: Catalog, original: Catalog) -> Iterator[Misnamed]:
    """Yield the functions that are called otherwise in the original."""
    for address, was in sorted(original.objects.items()):
        copy = copied.objects.get(address)
        if not isinstance(was, Range) or not isinstance(copy, Range):
            continue
        bounds = f"{copy.subtype}, {copy.subtype}"
        yield from _misnamed(copy.of_bounds, was.of_bounds, (bounds, f"{bounds}, pg_catalog.text"))
        several = ("", copy.identity, f"VARIADIC {copy.identity}[]")
        yield from _misnamed(copy.constructor, was.constructor, several)


def _misnamed(now: str, meant: str, signatures: Sequence[str]) -> Iterator[Misnamed]:
    if now != meant:
        schema, name = quoted_names(meant)
        yield from (Misnamed(now, arguments, schema, name) for arguments in signatures)
