"""TypeScript's types as data, and their layout: two-space indents, no semicolons, quotes only where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemadiff.types.layout import LINE, SOFT, Doc, Group, IfBroken, Indent, group, join

ESCAPED = re.compile(r'\\(.)|(["\'])', re.DOTALL)


@dataclass(frozen=True)
class Name:
    """A type by its name: ``string``, ``Database["public"]["Enums"]["mood"]``."""

    text: str


@dataclass(frozen=True)
class Union:
    """One of several types."""

    members: tuple[TsType, ...]


@dataclass(frozen=True)
class Array:
    """An array of a type."""

    element: TsType


@dataclass(frozen=True)
class Tuple:
    """A tuple: one type for each position."""

    elements: tuple[TsType, ...]


@dataclass(frozen=True)
class Member:
    """A key of an object and its type."""

    key: str
    type: TsType
    optional: bool = False


@dataclass(frozen=True)
class Object:
    """A type with keys."""

    members: tuple[Member, ...]
    broken: bool = True
    """True if each member gets its own line even if all would fit into one."""


@dataclass(frozen=True)
class Nothing:
    """An empty section, written as a type that allows no keys."""


@dataclass(frozen=True)
class Both:
    """An intersection of an object type and another type."""

    left: Object
    right: TsType


TsType = Name | Union | Array | Tuple | Object | Nothing | Both
NULL = Name("null")
UNKNOWN = Name("unknown")
JSON = Name("Json")


def nullable(type_: TsType, *, null: bool) -> TsType:
    """The type with or without ``null``; ``unknown`` and ``Json`` include it, and only ``Json`` can lose it."""
    if type_ == JSON and not null:
        return Name("NonNullable<Json>")
    if type_ == UNKNOWN or not null:
        return type_
    members = type_.members if isinstance(type_, Union) else (type_,)
    return Union((*members, NULL))


def quoted(text: str) -> str:
    """A string literal with double quotes, or with single ones if that needs fewer escapes."""
    escaped = json.dumps(text, ensure_ascii=False)[1:-1]
    mark = "'" if text.count('"') > text.count("'") else '"'

    def other(found: re.Match[str]) -> str:
        char = found[1] or found[2]
        if char in "\"'":
            return f"\\{char}" if char == mark else char
        return found[0]

    return mark + ESCAPED.sub(other, escaped) + mark


def key(text: str) -> str:
    """A key: quoted if it is no identifier."""
    return text if text.replace("$", "_").isidentifier() else quoted(text)


def document(type_: TsType) -> Doc:  # noqa: C901, PLR0911 - one case for each form of a type
    """The layout of a type."""
    match type_:
        case Name(text):
            return text
        case Array(Union() as element) if _hugs(element):
            return ("(", document(element), ")[]")
        case Array(Union() as element):
            return group(("(", group((Indent(_alternatives(element)), SOFT)), ")[]"))
        case Array(element):
            return (document(element), "[]")
        case Tuple(elements):
            return listed(document(element) for element in elements)
        case Object():
            return _object(type_)
        case Nothing():
            return Group(("{", Indent((LINE, "[_ in never]: never")), LINE, "}"), broken=True)
        case Both(left, right):
            return group((document(left), " & ", document(right)))
        case Union(members) if _hugs(type_):
            return join(" | ", [document(member) for member in members])
        case Union():
            return group(Indent(_alternatives(type_)))


def _hugs(union: Union) -> bool:
    """True for a union of an object and null, whose braces stay on the line of the key."""
    return len(union.members) == 2 and isinstance(union.members[0], Object) and union.members[1] == NULL


def _alternatives(union: Union) -> Doc:
    members = [Indent(document(member)) for member in union.members]
    return (IfBroken((LINE, "| "), ""), join((LINE, "| "), members))


def _object(type_: Object) -> Doc:
    if not type_.members:
        return "{}"
    members = [_member(member) for member in type_.members]
    inside = (LINE, join((IfBroken("", ";"), LINE), members))
    return group(("{", Indent(inside), LINE, "}"), broken=type_.broken)


def _member(member: Member) -> Doc:
    start, type_ = f"{key(member.key)}{'?' if member.optional else ''}: ", document(member.type)
    # A shortcut, as most types are one word and a thousand tables have many.
    return start + type_ if isinstance(type_, str) else (start, type_)


def listed(elements: Iterable[Doc]) -> Doc:
    """A list in brackets."""
    found = list(elements)
    if not found:
        return "[]"
    return group(("[", Indent((SOFT, join((",", LINE), found))), IfBroken(",", ""), SOFT, "]"))


def record(entries: Iterable[tuple[str, Doc]]) -> Doc:
    """An object as a value, each key on a line of its own."""
    members = [(key(name), ": ", value) for name, value in entries]
    if not members:
        return "{}"
    return Group(("{", Indent((LINE, join((",", LINE), members))), ",", LINE, "}"), broken=True)
