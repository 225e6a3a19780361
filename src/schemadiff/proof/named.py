"""How the entries of a dump call an object: what is left out of one comparison must be left out of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.model import Address
from schemadiff.sources import quoted_names, unquoted

EntryName = tuple[str | None, str]
"""The schema and the rest of the name, as a header has them, without spaces between arguments."""
OF_WHAT = re.compile(r"(?:[A-Z]+ )+")
FACTS = ("comment", "owner", "privilege")


def entry_names(addresses: Iterable[Address]) -> frozenset[EntryName]:
    """All names under which entries may be about the objects."""
    return frozenset(name for address in addresses if address.type not in FACTS for name in _names(address))


def entry_name(kind: str, schema: str | None, name: str) -> EntryName:
    """The name of the object that an entry is about."""
    if kind in ("ACL", "COMMENT", "SECURITY LABEL"):
        # "COLUMN t.c", "MATERIALIZED VIEW v": what is upper case in a name itself is quoted there.
        name = _counted(OF_WHAT.sub("", name, count=1))
    return schema, name.replace(", ", ",")


def _names(address: Address) -> Iterator[EntryName]:
    """Entries of parts say ``table part``, comments on them ``part ON table``, comments quote, others do not."""
    text = address.identity.removeprefix("for ") if address.type == "default value" else address.identity
    first = quoted_names(text)
    rest = text[len(".".join(first)) :]
    if rest.startswith(" on "):
        schema, *table = quoted_names(rest.removeprefix(" on "))
        yield unquoted(schema), f"{_plain(table)} {_plain(first)}"
        yield unquoted(schema), f"{'.'.join(first)} ON {'.'.join(table)}"
        return
    place = unquoted(first[0]) if len(first) > 1 else None
    inner = first[1:] if len(first) > 1 else first
    if address.type == "default value":
        yield place, " ".join(map(unquoted, inner))
        return
    yield place, f"{'.'.join(inner)}{rest}"
    yield place, f"{_plain(inner)}{rest}"
    if rest.startswith("("):
        yield place, _counted(f"{'.'.join(inner)}{rest}")


def _counted(name: str) -> str:
    """A routine by the number of its arguments: some entries name them, ``f(a integer, b text)``, and some do not."""
    routine, called, arguments = name.partition("(")
    number = arguments.count(",") + 1 if arguments != ")" else 0
    return f"{routine}/{number}" if called and name.endswith(")") else name


def _plain(names: Iterable[str]) -> str:
    return ".".join(map(unquoted, names))
