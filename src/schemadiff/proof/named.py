"""How the entries of a dump call an object: what is left out of one comparison must be left out of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemadiff.desired.sources import quoted_names, unquoted
from schemadiff.model import Address, Catalog, Member
from schemadiff.scope import Scope, left_out_members

EntryName = tuple[str | None, str]
"""The schema and the rest of the name, as a header has them, without spaces between arguments."""
ATTACHED = "INDEX ATTACH"
"""Entries about the index of a partition, which the catalogue may call a constraint."""
OF_WHAT = re.compile(r"(?:[A-Z]+ )+")
IN_PUBLICATION = " in publication "
FACTS = ("comment", "owner", "privilege")


@dataclass(frozen=True)
class Members:
    """Of extensions, which dumps do not make, but whose grants they have."""

    names: Mapping[EntryName, Member] = field(default_factory=dict)
    """Who owns each on the target."""
    left_out: frozenset[EntryName] = frozenset()
    """Those of extensions that are not ours."""

    def member(self, kind: str, schema: str | None, name: str) -> Member | None:
        """The member on which an entry says what is granted; None for any other entry."""
        return self.names.get(_granted_on(schema, name)) if kind == "ACL" else None

    def granted(self, kind: str, schema: str | None, name: str) -> bool:
        """True of an entry that has the grants on a member of an extension that is not ours."""
        return kind == "ACL" and _granted_on(schema, name) in self.left_out


def _granted_on(schema: str | None, name: str) -> EntryName:
    what, _, called = name.partition(" ")
    if what == "COLUMN":
        # Columns of views are no objects.
        name = f"TABLE {called.rpartition('.')[0]}"
    return entry_name("ACL", None if what == "SCHEMA" else schema, name)


def members_of(catalogs: Iterable[Catalog], scope: Scope) -> Members:
    """The members of all extensions, the owners being those of the first catalogue that knows them."""
    found: dict[EntryName, Member] = {}
    left_out: set[EntryName] = set()
    for catalog in catalogs:
        found = {name: m for a, m in catalog.members.items() for name in entry_names([a])} | found
        left_out |= entry_names(left_out_members(catalog, scope))
    return Members(found, frozenset(left_out))


def entry_names(addresses: Iterable[Address]) -> frozenset[EntryName]:
    """All names under which entries may be about the objects."""
    return frozenset(name for address in addresses if address.type not in FACTS for name in _names(address))


def entry_name(kind: str, schema: str | None, name: str) -> EntryName:
    """The name of the object that an entry is about; default privileges are a schema's."""
    if kind in ("ACL", "COMMENT", "SECURITY LABEL"):
        # "COLUMN t.c", "MATERIALIZED VIEW v": what is upper case in a name itself is quoted there.
        name = _counted(OF_WHAT.sub("", name, count=1))
    if kind == "DEFAULT ACL":
        # Of a schema's default privileges it does not say whose they are.
        return None, schema or ""
    if kind == ATTACHED:
        name = f"{ATTACHED} {name}"
    return schema, name.replace(", ", ",")


def _names(address: Address) -> Iterator[EntryName]:
    """Entries of parts say ``table part``, comments on them ``part ON table``, comments quote, others do not.

    Those of publications say ``publication table``.
    """
    text = address.identity.removeprefix("for ") if address.type == "default value" else address.identity
    first = quoted_names(text)
    rest = text[len(".".join(first)) :]
    if rest.startswith(" on "):
        schema, *table = quoted_names(rest.removeprefix(" on "))
        yield unquoted(schema), f"{_plain(table)} {_plain(first)}"
        yield unquoted(schema), f"{'.'.join(first)} ON {'.'.join(table)}"
        yield unquoted(schema), f"{ATTACHED} {_plain(first)}"
        return
    if rest.startswith(IN_PUBLICATION):
        # "TABLES IN SCHEMA" is in no schema itself.
        schema, *table = map(unquoted, first)
        name = f"{unquoted(rest.removeprefix(IN_PUBLICATION))} {table[0] if table else schema}"
        yield (schema if table else None), name
        return
    place = unquoted(first[0]) if len(first) > 1 else None
    inner = first[1:] if len(first) > 1 else first
    if address.type == "default value":
        yield place, " ".join(map(unquoted, inner))
        return
    yield place, f"{'.'.join(inner)}{rest}"
    yield place, f"{_plain(inner)}{rest}"
    if address.type == "index":
        yield place, f"{ATTACHED} {_plain(inner)}"
    if rest.startswith("("):
        yield place, _counted(f"{'.'.join(inner)}{rest}")


def _counted(name: str) -> str:
    """A routine by the number of its arguments: some entries name them, ``f(a integer, b text)``, and some do not."""
    routine, called, arguments = name.partition("(")
    number = arguments.count(",") + 1 if arguments != ")" else 0
    return f"{routine}/{number}" if called and name.endswith(")") else name


def _plain(names: Iterable[str]) -> str:
    return ".".join(map(unquoted, names))
