"""The position in ``desired/`` where an address is declared: the line of the column, not only of its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pglast import ast
from pglast.enums import AlterTableType

from schemadiff.desired.declares import Declared, declared, home, relation
from schemadiff.desired.files import SourceStatement
from schemadiff.model import Address, Position
from schemadiff.sql.identity import WHOLE, Identity, group_of, identity, names_of, subject_of

_ABOUT = ("comment", "owner", "privilege")


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
            group = group_of(one.type)
            places.setdefault((one.about, group, one.name), []).append(_Place(one, statement))
        for tie in _ties(statement):
            places.setdefault(("", tie.type, tie.name), []).append(_Place(tie, statement))
    return lambda address: _candidates(address, places)


def _ties(statement: SourceStatement) -> Iterator[Declared]:
    """Yield what a statement ties a table to: a parent, a type or a publication, by the table's name."""
    node, schema = statement.node, home(statement)
    match node:
        case ast.CreateStmt(relation=table, inhRelations=parents, ofTypename=of):
            yield from [Declared("inheritance", relation(table, schema))] if parents else ()
            yield from [Declared("typed table", relation(table, schema))] if of else ()
        case ast.AlterTableStmt(relation=ast.RangeVar() as table, cmds=commands):
            for command in commands or ():
                match command.subtype:
                    case AlterTableType.AT_AttachPartition:
                        yield Declared("inheritance", relation(command.def_.name, schema))
                    case AlterTableType.AT_AddInherit:
                        yield Declared("inheritance", relation(table, schema))
                    case AlterTableType.AT_AddOf:
                        yield Declared("typed table", relation(table, schema))
        case ast.CreatePublicationStmt(pubobjects=objects) | ast.AlterPublicationStmt(pubobjects=objects):
            for each in objects or ():
                if each.pubtable:
                    table = each.pubtable.relation
                    yield Declared("publication relation", relation(table, schema), max(0, table.location))


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


def default_acl(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the role of ``for role r in schema s on tables``, and the name by which statements declare it."""
    role, rest = names_of(text.removeprefix("for role "))
    schema: tuple[str, ...] = ("",)
    if rest.startswith(" in schema "):
        schema, rest = names_of(rest.removeprefix(" in schema "))
    return "".join(role), (*schema, rest.removeprefix(" on ").removesuffix("s"))


def _default_acls(text: str, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    """Yield positions for default privileges; ``desired/`` need not name the role."""
    role, name = default_acl(text)
    named_places = places.get(("", "default acl", name), [])
    yield from (p.at for wanted in (role, "") for p in named_places if p.declared.role == wanted)


def _declarations(whole: Identity, places: dict[Key, list[_Place]]) -> Iterator[Position]:
    found = places.get(("", whole.group, whole.name)) or places.get(
        ("", whole.group, _without_number(whole.name))
    )
    yield from (p.at for p in _fitting(found or [], whole))
    if whole.group == "default value":
        yield from (p.at for p in places.get(("", "column", whole.name), []))
    if whole.group in WHOLE:
        parent = whole.name[:-1]
        yield from (p.at for p in places.get(("", WHOLE[whole.group], parent), []))
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
