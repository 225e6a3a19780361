"""The identity of an object, as ``pg_identify_object()`` prints it, taken apart into names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemadiff.model import Address
from schemadiff.sql.typenames import TYPES, fold_type

GROUPS = {
    "table": "relation", "view": "relation", "materialized view": "relation", "foreign table": "relation",
    "sequence": "relation", "index": "relation", "composite type": "type", "sequence owner": "relation",
    "function": "routine", "procedure": "routine", "aggregate": "routine", "table column": "column",
    "view column": "column", "materialized view column": "column", "foreign table column": "column",
}  # fmt: skip
"""Types that share one namespace, so that a name is sufficient (``pg_class`` holds all relations)."""

WHOLE = {"column": "relation", "default value": "relation", "table constraint": "relation", "policy": "relation",
          "trigger": "relation", "rule": "relation", "domain constraint": "type"}  # fmt: skip
"""The group of the object that a part belongs to."""

_TYPES = sorted(
    {*GROUPS, *WHOLE, *TYPES.values()}, key=len, reverse=True,
)  # fmt: skip
_NAME = re.compile(r'"(?:[^"]|"")*"|[^\s".,()\[\]]+')


def group_of(kind: str) -> str:
    """Return the namespace that objects of a type share."""
    return GROUPS.get(kind, kind)


class Identity(NamedTuple):
    """The identity of an address, split into its names, unquoted."""

    group: str
    name: tuple[str, ...]
    """Schema first: ("public", "t", "c")."""
    arguments: tuple[str, ...] | None = None


def identity(address: Address) -> Identity | None:
    """Split the text that ``pg_identify_object()`` printed; None for types that are not located."""
    group = GROUPS.get(address.type, address.type)
    text = address.identity
    if group == "default value":
        text = text.removeprefix("for ")
    if group == "user mapping":
        role, _, server = text.rpartition(" on server ")
        return Identity(group, (server, unquoted(role)))
    names, rest = names_of(text)
    if not names:
        return None
    if rest.startswith(" on "):
        relation, _ = names_of(rest.removeprefix(" on "))
        return Identity(group, (*relation, *names))
    if rest.startswith("(") and group == "routine":
        return Identity(group, names, tuple(_arguments(rest)))
    return Identity(group, names)


def subject_of(address: Address) -> tuple[str, Identity] | None:
    """Return the role ("" for PUBLIC, or none) and the object of a comment, owner or privilege."""
    role, text = _grantee(address.identity) if address.type == "privilege" else ("", address.identity)
    kind = next((t for t in _TYPES if text.startswith(f"{t} ")), None)
    whole = identity(Address(kind, text[len(kind) + 1 :])) if kind else None
    return None if whole is None else (role, whole)


def _grantee(text: str) -> tuple[str, str]:
    """Return the role and the rest of ``role on table s.t``; PUBLIC is ""."""
    names, rest = names_of(text)
    role = "" if names == ("PUBLIC",) or text.startswith("PUBLIC ") else "".join(names)
    return role, rest.removeprefix(" on ")


def names_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the leading identifiers separated by dots, unquoted, and the rest of the text."""
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
        names, rest = names_of(base.strip())
        # Types of several words are PostgreSQL's own: "timestamp with time zone".
        yield fold_type(names[-1] + rest if names and rest else (names[-1] if names else base)) + array
