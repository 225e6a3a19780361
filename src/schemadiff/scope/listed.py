"""The schemas that the settings list, but that do not exist: most are typing errors, and leave out what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from schemadiff.errors import UsageError
from schemadiff.kinds.schema import Schema
from schemadiff.model import Catalog, Note, Severity
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


def _absent(schemas: Sequence[str], catalogs: Sequence[Catalog]) -> list[str]:
    known = set(_known(catalogs))
    return [name for name in schemas if name not in known]


def _hint(name: str, catalogs: Sequence[Catalog]) -> str:
    known = sorted(set(_known(catalogs)))
    return f"the nearest one that exists is {nearest(name, known)}" if known else ""


def _known(catalogs: Sequence[Catalog]) -> Iterator[str]:
    for catalog in catalogs:
        everything = chain(catalog.objects, catalog.members, catalog.made)
        yield from (address.identity for address in everything if address.type == Schema.kind)
