"""The names of objects in a dump: what the catalogue comparison leaves out has to be left out of the dump comparison, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemadiff.model import Address, Catalog, Member
from schemadiff.scope import Scope, left_out_members
from schemadiff.sql.identity import quoted_names, unquoted

EntryName = tuple[str | None, str]
"""The schema and the rest of the name, as in an entry's header, but without spaces between arguments."""
ATTACHED = "INDEX ATTACH"
"""The type of entries about the index of a partition, which may be a constraint in the catalogue."""
OF_WHAT = re.compile(r"(?:[A-Z]+ )+")
IN_PUBLICATION = " in publication "
FACTS = ("comment", "owner", "privilege")


@dataclass(frozen=True)
class Members:
    """Members of extensions: a dump does not create them, but contains grants on them."""

    names: Mapping[EntryName, Member] = field(default_factory=dict)
    """The members, by the name that entries about them have."""
    left_out: frozenset[EntryName] = frozenset()
    """The names of members of extensions that are out of scope."""

    def member(self, kind: str, schema: str | None, name: str) -> Member | None:
        """Return the member that an ACL entry is about; None for any other entry."""
        return self.names.get(granted_on(schema, name)) if kind == "ACL" else None

    def granted(self, kind: str, schema: str | None, name: str) -> bool:
        """Return True for an ACL entry about a member of an extension that is out of scope."""
        return kind == "ACL" and granted_on(schema, name) in self.left_out


def granted_on(schema: str | None, name: str) -> EntryName:
    """Return the name of the object that an ACL entry is about."""
    what, _, called = name.partition(" ")
    if what == "COLUMN":
        # Columns of views are not objects of their own: look for the relation.
        name = f"TABLE {called.rpartition('.')[0]}"
    return entry_name("ACL", None if what == "SCHEMA" else schema, name)


def members_of(catalogs: Iterable[Catalog], scope: Scope) -> Members:
    """Return the members of all extensions, each with its owner from the first catalogue that knows it."""
    found: dict[EntryName, Member] = {}
    left_out: set[EntryName] = set()
    for catalog in catalogs:
        found = {name: m for a, m in catalog.members.items() for name in entry_names([a])} | found
        left_out |= entry_names(left_out_members(catalog, scope))
    return Members(found, frozenset(left_out))


def entry_names(addresses: Iterable[Address]) -> frozenset[EntryName]:
    """Return all names that entries about these objects can have."""
    return frozenset(name for address in addresses if address.type not in FACTS for name in _names(address))


def entry_name(kind: str, schema: str | None, name: str) -> EntryName:
    """Return the name of the object that an entry is about; default privileges count as part of a schema."""
    if kind in ("ACL", "COMMENT", "SECURITY LABEL"):
        # "COLUMN t.c", "MATERIALIZED VIEW v": upper-case letters in a name itself are quoted there.
        name = _with_argument_count(OF_WHAT.sub("", name, count=1))
    if kind == "DEFAULT ACL":
        # The entry's name does not tell the role whose default privileges they are.
        return None, schema or ""
    if kind == ATTACHED:
        name = f"{ATTACHED} {name}"
    return schema, name.replace(", ", ",")


def _names(address: Address) -> Iterator[EntryName]:
    """Yield the names of one object: entries differ in how they name parts, and in whether they quote.

    An entry of a part says ``table part``, a comment on it ``part ON table``, that of a publication's table
    ``publication table``. Comments quote names, others do not.
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
        # An entry "TABLES IN SCHEMA" has no schema itself.
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
        yield place, _with_argument_count(f"{'.'.join(inner)}{rest}")


def _with_argument_count(name: str) -> str:
    """Return a routine's name with the number of its input arguments: only some entries name these, ``f(a integer, b text)``.

    Entries say ``OUT`` arguments as well (``pg_get_function_identity_arguments()``), and the catalogue does not.
    """
    routine, called, arguments = name.partition("(")
    said = arguments.removesuffix(")").split(",") if arguments != ")" else []
    number = sum(not argument.lstrip().startswith("OUT ") for argument in said)
    return f"{routine}/{number}" if called and name.endswith(")") else name


def _plain(names: Iterable[str]) -> str:
    return ".".join(map(unquoted, names))
