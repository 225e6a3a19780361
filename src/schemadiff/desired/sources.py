"""The position in ``desired/`` where an address is declared: the line of the column, not only of its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from schemadiff.desired.declares import Declared, declared
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.typenames import TYPES, fold_type
from schemadiff.model import Address, Position

_GROUPS = {
    "table": "relation", "view": "relation", "materialized view": "relation", "foreign table": "relation",
    "sequence": "relation", "index": "relation", "composite type": "type", "sequence owner": "relation",
    "function": "routine", "procedure": "routine", "aggregate": "routine", "table column": "column",
    "view column": "column", "materialized view column": "column", "foreign table column": "column",
}  # fmt: skip
"""Types that share one namespace, so that a name is sufficient (``pg_class`` holds all relations)."""

_WHOLE = {"column": "relation", "default value": "relation", "table constraint": "relation", "policy": "relation",
          "trigger": "relation", "rule": "relation", "domain constraint": "type"}  # fmt: skip
"""The group of the object that a part belongs to."""

_TYPES = sorted(
    {*_GROUPS, *_WHOLE, *TYPES.values()}, key=len, reverse=True,
)  # fmt: skip
_NAME = re.compile(r'"(?:[^"]|"")*"|[^\s".,()\[\]]+')
_ABOUT = ("comment", "owner", "privilege")


def group_of(kind: str) -> str:
    """Return the namespace that objects of a type share."""
    return _GROUPS.get(kind, kind)


class Identity(NamedTuple):
    """The identity of an address, split into its names, unquoted."""

    group: str
    name: tuple[str, ...]
    """Schema first: ("public", "t", "c")."""
    arguments: tuple[str, ...] | None = None


class _Place(NamedTuple):
    declared: Declared
    statement: SourceStatement

    @property
    def at(self) -> Position:
        return self.statement.position(self.declared.offset)


Key = tuple[str, str, tuple[str, ...]]
"""The fact about it ("" for the declaration itself), group and name."""


def locator(statements: Iterable[SourceStatement]) -> Callable[[Address], Position | None]:
    """Return a function that finds the position of one address."""
    find = places_of(statements)
    return lambda address: next(find(address), None)


def places_of(statements: Iterable[SourceStatement]) -> Callable[[Address], Iterator[Position]]:
    """Return a function that finds all positions of one address, or of the object that it is part of, the best first."""
    places: dict[Key, list[_Place]] = {}
    for statement in statements:
        for one in declared(statement):
            group = _GROUPS.get(one.type, one.type)
            places.setdefault((one.about, group, one.name), []).append(_Place(one, statement))
    return lambda address: _candidates(address, places)


def _candidates(address: Address, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    if address.type in _ABOUT:
        yield from _said_about(address, places)
        return
    if address.type == "default acl":
        yield from _default_acls(address.identity, places)
        return
    whole = identity(address)
    if whole is None:
        return
    if address.type == "sequence owner":
        whole = whole._replace(group="relation")
    yield from _declarations(whole, places)


def _said_about(address: Address, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    subject = subject_of(address)
    if subject is None:
        return
    role, whole = subject
    named_places = places.get((address.type, whole.group, whole.name), [])
    yield from (p.at for p in _fitting(named_places, whole) if p.declared.role == role)
    yield from _declarations(whole, places)


def subject_of(address: Address) -> tuple[str, Identity] | None:
    """Return the role ("" for PUBLIC, or none) and the object of a comment, owner or privilege."""
    role, text = _grantee(address.identity) if address.type == "privilege" else ("", address.identity)
    kind = next((t for t in _TYPES if text.startswith(f"{t} ")), None)
    whole = identity(Address(kind, text[len(kind) + 1 :])) if kind else None
    return None if whole is None else (role, whole)


def _default_acls(text: str, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    """Yield positions for ``for role r in schema s on tables``; ``desired/`` need not name the role."""
    role, rest = _names(text.removeprefix("for role "))
    schema: tuple[str, ...] = ("",)
    if rest.startswith(" in schema "):
        schema, rest = _names(rest.removeprefix(" in schema "))
    named_places = places.get(("", "default acl", (*schema, rest.removeprefix(" on ").removesuffix("s"))), [])
    yield from (p.at for wanted in ("".join(role), "") for p in named_places if p.declared.role == wanted)


def _grantee(text: str) -> tuple[str, str]:
    """Return the role and the rest of ``role on table s.t``; PUBLIC is ""."""
    names, rest = _names(text)
    role = "" if names == ("PUBLIC",) or text.startswith("PUBLIC ") else "".join(names)
    return role, rest.removeprefix(" on ")


def _declarations(whole: Identity, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    found = places.get(("", whole.group, whole.name)) or places.get(
        ("", whole.group, _without_number(whole.name))
    )
    yield from (p.at for p in _fitting(found or [], whole))
    if whole.group == "default value":
        yield from (p.at for p in places.get(("", "column", whole.name), []))
    if whole.group in _WHOLE:
        parent = whole.name[:-1]
        yield from (p.at for p in places.get(("", _WHOLE[whole.group], parent), []))
    elif whole.group == "type":  # each table is a type too
        yield from (p.at for p in places.get(("", "relation", whole.name), []))


def _without_number(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name without the number that PostgreSQL appends to a name of its own choice if that is taken: t_a_key1."""
    return (*name[:-1], re.sub(r"\d+$", "", name[-1])) if name else name


def _fitting(places: list[_Place], whole: Identity) -> list[_Place]:
    """Return the places of a routine, those with the best matching arguments first; any others as they are."""
    if whole.arguments is None:
        return places

    def distance(place: _Place) -> int:
        mine = place.declared.arguments
        if mine is None or mine == whole.arguments:
            return 0
        return 1 if len(mine) == len(whole.arguments or ()) else 2

    return sorted(places, key=distance)


def identity(address: Address) -> Identity | None:
    """Split the text that ``pg_identify_object()`` printed; None for types that are not located."""
    group = _GROUPS.get(address.type, address.type)
    text = address.identity
    if group == "default value":
        text = text.removeprefix("for ")
    if group == "user mapping":
        role, _, server = text.rpartition(" on server ")
        return Identity(group, (server, unquoted(role)))
    names, rest = _names(text)
    if not names:
        return None
    if rest.startswith(" on "):
        relation, _ = _names(rest.removeprefix(" on "))
        return Identity(group, (*relation, *names))
    if rest.startswith("(") and group == "routine":
        return Identity(group, names, tuple(_arguments(rest)))
    return Identity(group, names)


def _names(text: str) -> tuple[tuple[str, ...], str]:
    """Return the leading identifiers separated by dots, unquoted, and the rest."""
    names = quoted_names(text)
    return tuple(map(unquoted, names)), text[len(".".join(names)) :]


def quoted_names(text: str) -> list[str]:
    """Return the leading identifiers of an identity, as PostgreSQL quoted them: ``s."T x"(integer)`` has two."""
    names, at = [], 0
    while found := _NAME.match(text, at):
        names.append(found[0])
        at = found.end()
        if text[at : at + 1] != ".":
            break
        at += 1
    return names


def unquoted(identifier: str) -> str:
    """Return an identifier as ``quote_ident()`` prints it, without its quotes."""
    return identifier[1:-1].replace('""', '"') if identifier.startswith('"') else identifier


def _arguments(text: str) -> Iterator[str]:
    """Yield the last name of each type in ``(integer,app."My type"[])``."""
    inner = text[1 : text.rindex(")")] if ")" in text else text[1:]
    for part in re.findall(r'(?:"(?:[^"]|"")*"|\([^)]*\)|[^,"(])+', inner):
        base, array = (part[:-2], "[]") if part.endswith("[]") else (part, "")
        names, rest = _names(base.strip())
        # Types of several words are PostgreSQL's own: "timestamp with time zone".
        yield fold_type(names[-1] + rest if names and rest else (names[-1] if names else base)) + array
