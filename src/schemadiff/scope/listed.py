"""The schemas and patterns of the settings that nothing fits: most are typing errors, and leave out what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import chain

from schemadiff.errors import UsageError
from schemadiff.kinds.schema import Schema
from schemadiff.model import Address, Catalog, Note, Severity
from schemadiff.settings.options import nearest


def refuse_only_absent(schemas: Sequence[str], sides: str, *catalogs: Catalog) -> None:
    """Raise UsageError if schemas are listed and none of the catalogues has one of them: nothing would be checked.

    ``sides`` names the catalogues, in the beginning of a sentence ("desired/ has none").
    """
    absent = _absent(schemas, catalogs)
    if schemas and len(absent) == len(schemas):
        raise UsageError(
            f"{sides} of the schemas that the settings list ({', '.join(schemas)}): nothing would be checked",
            hint=_hint(absent[0], catalogs),
        )


def notes_of_absent(schemas: Sequence[str], *catalogs: Catalog) -> Iterator[Note]:
    """Yield a note for each listed schema that no catalogue has."""
    for name in _absent(schemas, catalogs):
        yield Note(
            f"the settings list {name} under schemas, but it does not exist on either side",
            Severity.WARNING,
            hint=_hint(name, catalogs),
        )


def notes_of_unmatched(patterns: Sequence[str], *catalogs: Catalog, alone: bool) -> Iterator[Note]:
    """Yield a note for each ``ignore`` pattern that fits nothing in any of the catalogues.

    It may be meant for another target. So unless this one is ``alone``, only a pattern that nearly fits is noted.
    """
    for pattern in patterns:
        if any(address.fits(pattern) for address in _addresses(catalogs)):
            continue
        words = f"the settings have {pattern} under ignore, but nothing on either side fits it"
        if near := _near(pattern, catalogs):
            yield Note(words, Severity.WARNING, hint=f"the nearest object is {near}")
        elif alone:
            yield Note(words)


def _near(pattern: str, catalogs: Sequence[Catalog]) -> Address | None:
    """The object that a pattern was probably meant for: one in any schema, of any type, or with a name much like it."""
    last = pattern.rpartition(" ")[2]
    objects = (pair for catalog in catalogs for pair in catalog.objects.items())
    whole = {address.identity: address for address, obj in objects if obj.parent is None}
    for address in whole.values():
        if address.fits(f"*.{last}") or address.fits(last):
            return address
    return next((whole[name] for name in get_close_matches(last, whole, 1, cutoff=0.75)), None)


def _addresses(catalogs: Sequence[Catalog]) -> Iterator[Address]:
    for catalog in catalogs:
        yield from chain(catalog.objects, catalog.members, catalog.made)
        yield from (thing.address for thing in catalog.unmodelled)


def _absent(schemas: Sequence[str], catalogs: Sequence[Catalog]) -> list[str]:
    known = set(_known(catalogs))
    return [name for name in schemas if name not in known]


def _hint(name: str, catalogs: Sequence[Catalog]) -> str:
    known = sorted(set(_known(catalogs)))
    return f"the nearest one that exists is {nearest(name, known)}" if known else ""


def _known(catalogs: Sequence[Catalog]) -> Iterator[str]:
    yield from (address.identity for address in _addresses(catalogs) if address.type == Schema.kind)
