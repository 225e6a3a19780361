"""The changes for clients of the API between two schemas, derived from the generated types.

A client reads some types (rows, results of functions) and writes others (INSERT, arguments). A new type that is read
must be assignable to the old one; an old type that is written must be assignable to the new one. Everything else breaks
clients. Messages use TypeScript's names, whatever language the client uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg

from schemadiff.model import ClientChange
from schemadiff.types.introspection import Introspection, read
from schemadiff.types.layout import lay_out
from schemadiff.types.typescript import shape
from schemadiff.types.typescript.syntax import (
    JSON,
    UNKNOWN,
    Array,
    Member,
    Name,
    Object,
    TsType,
    Tuple,
    Union,
    document,
)

NEVER = Name("never")
NONE = Object(())
KINDS = {
    "Tables": "table",
    "Views": "view",
    "Functions": "function",
    "Enums": "enum",
    "CompositeTypes": "type",
}


def seen(conn: psycopg.Connection[Any], schemas: tuple[str, ...]) -> Introspection:
    """The API of those of the schemas that exist."""
    there = conn.execute("SELECT nspname::text FROM pg_namespace WHERE nspname = ANY(%s)", [list(schemas)])
    return read(conn, [str(name) for (name,) in there.fetchall()])


def compared(before: Introspection, after: Introspection) -> Iterator[ClientChange]:
    """Yield the changes for clients, schema by schema."""
    old, new = _members(shape(before)), _members(shape(after))
    for schema in dict.fromkeys([*old, *new]):
        sections, now = _members(old.get(schema, NONE)), _members(new.get(schema, NONE))
        for section, kind in KINDS.items():
            yield from _section(kind, schema, _members(sections.get(section)), _members(now.get(section)))


def _members(type_: TsType | None) -> dict[str, TsType]:
    return {member.key: member.type for member in type_.members} if isinstance(type_, Object) else {}


def _section(
    kind: str, schema: str, old: Mapping[str, TsType], new: Mapping[str, TsType]
) -> Iterator[ClientChange]:
    compare = {
        "table": _relation,
        "view": _relation,
        "function": _function,
        "enum": _enum,
        "type": _composite,
    }[kind]
    for name in dict.fromkeys([*old, *new]):
        what = f"{kind} {schema}.{name}"
        if name not in new:
            yield ClientChange(what, "is gone", breaks=True)
        elif name not in old:
            yield ClientChange(what, "is new")
        elif old[name] != new[name]:
            yield from compare(what, old[name], new[name])


# Relations -------------------------------------------------------------------------------------------


def _relation(what: str, old: TsType, new: TsType) -> Iterator[ClientChange]:
    before, after = _members(old), _members(new)
    rows, now = _members(before["Row"]), _members(after["Row"])
    for column in dict.fromkeys([*rows, *now]):
        name = f"column {what.partition(' ')[2]}.{column}"
        if column not in now:
            yield ClientChange(name, "is gone", breaks=True)
        elif column not in rows:
            needed = _needed(after.get("Insert"), column)
            yield ClientChange(
                name, "is new" + (", and an INSERT must give it" if needed else ""), breaks=needed
            )
        else:
            yield from _column(name, column, before, after)
    for part in ("Insert", "Update"):
        if part in before and part not in after:
            yield ClientChange(what, f"no longer takes {part.upper()}", breaks=True)
    yield from _relationships(what, before.get("Relationships"), after.get("Relationships"))


def _needed(part: TsType | None, column: str) -> bool:
    """True if an INSERT must set the column."""
    members = part.members if isinstance(part, Object) else ()
    return any(member.key == column and not member.optional for member in members)


def _column(
    name: str, column: str, before: Mapping[str, TsType], after: Mapping[str, TsType]
) -> Iterator[ClientChange]:
    was, is_ = _members(before["Row"])[column], _members(after["Row"])[column]
    written = [
        (_members(before[part]).get(column, NEVER), _members(after[part]).get(column, NEVER))
        for part in ("Insert", "Update")
        if part in before and part in after
    ]
    reading, writing = not fits(is_, was), any(not fits(old, new) for old, new in written)
    if was != is_:
        who = [word for word, broken in (("reads", reading), ("writes", writing)) if broken]
        for_whom = f" (for who {' or '.join(who)} it)" if who else ""
        yield ClientChange(name, f"was {text(was)}, is {text(is_)}{for_whom}", breaks=bool(who))
    elif any(new == NEVER != old for old, new in written):
        yield ClientChange(name, "can no longer be written", breaks=True)
    if _needed(after.get("Insert"), column) and not _needed(before.get("Insert"), column):
        yield ClientChange(name, "must be given in an INSERT", breaks="Insert" in before)


def _relationships(what: str, old: TsType | None, new: TsType | None) -> Iterator[ClientChange]:
    then, now = _related(old), _related(new)
    for key in dict.fromkeys([*then, *now]):
        name = f"relationship {key[0]} of {what.partition(' ')[2]} to {key[1]}"
        if key not in now:
            yield ClientChange(name, "is gone", breaks=True)
        elif key not in then:
            yield ClientChange(name, "is new")
        elif then[key] != now[key]:
            yield ClientChange(name, "is another", breaks=True)


def _related(type_: TsType | None) -> dict[tuple[str, str], TsType]:
    found = type_.elements if isinstance(type_, Tuple) else ()
    return {
        (
            text(_members(it)["foreignKeyName"]).strip('"'),
            text(_members(it)["referencedRelation"]).strip('"'),
        ): it
        for it in found
    }


# Functions, enums, types -----------------------------------------------------------------------------


def _function(what: str, old: TsType, new: TsType) -> Iterator[ClientChange]:
    if not isinstance(old, Object) or not isinstance(new, Object):
        one, other = (it.members if isinstance(it, Union) else (it,) for it in (old, new))
        gone = [each for each in one if each not in other]
        yield ClientChange(what, "has other overloads", breaks=bool(gone))
        return
    arguments, now = (_arguments(_members(it)["Args"]) for it in (old, new))
    for name in dict.fromkeys([*arguments, *now]):
        label = f"argument {name} of {what}"
        if name not in now:
            yield ClientChange(label, "is gone", breaks=True)
        elif name not in arguments:
            needed = not now[name].optional
            yield ClientChange(label, "is new" + (", and must be given" if needed else ""), breaks=needed)
        else:
            yield from _argument(label, arguments[name], now[name])
    was, is_ = _members(old)["Returns"], _members(new)["Returns"]
    if was != is_:
        yield ClientChange(what, f"returned {text(was)}, returns {text(is_)}", breaks=not fits(is_, was))


def _arguments(type_: TsType) -> dict[str, Member]:
    return {member.key: member for member in type_.members} if isinstance(type_, Object) else {}


def _argument(label: str, old: Member, new: Member) -> Iterator[ClientChange]:
    if old.type != new.type:
        words = f"was {text(old.type)}, is {text(new.type)}"
        yield ClientChange(label, words, breaks=not fits(old.type, new.type))
    if old.optional != new.optional:
        yield ClientChange(label, "may be left out" if new.optional else "must be given", breaks=old.optional)


def _enum(what: str, old: TsType, new: TsType) -> Iterator[ClientChange]:
    before, after = (it.members if isinstance(it, Union) else (it,) for it in (old, new))
    for label in before:
        if label not in after:
            yield ClientChange(what, f"no longer has {text(label)}", breaks=True)
    for label in after:
        if label not in before:
            yield ClientChange(what, f"has {text(label)} as well")


def _composite(what: str, old: TsType, new: TsType) -> Iterator[ClientChange]:
    before, after = _members(old), _members(new)
    for name in dict.fromkeys([*before, *after]):
        label = f"attribute {what.partition(' ')[2]}.{name}"
        if name not in after:
            yield ClientChange(label, "is gone", breaks=True)
        elif name not in before:
            yield ClientChange(label, "is new")
        elif before[name] != after[name]:
            # A client may both read and write it.
            yield ClientChange(label, f"was {text(before[name])}, is {text(after[name])}", breaks=True)


# Types -----------------------------------------------------------------------------------------------


def text(type_: TsType) -> str:
    """A type on one line."""
    return " ".join(lay_out(document(type_)).split())


def fits(value: TsType, place: TsType) -> bool:
    """True if every value of the type ``value`` is also one of ``place``."""
    if value in (place, NEVER) or place == UNKNOWN:
        return True
    match value, place:
        case Union(members), _:
            fit = all(fits(member, place) for member in members)
        case _, Union(members):
            fit = any(fits(value, member) for member in members)
        case Name("NonNullable<Json>"), _:
            fit = place == JSON
        case Array(one), Array(other):
            fit = fits(one, other)
        case Object(members), Object(wanted):
            there = {member.key: member for member in members}
            fit = all(it.key in there and fits(there[it.key].type, it.type) for it in wanted)
        case _:
            fit = False
    return fit
