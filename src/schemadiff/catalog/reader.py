"""Reads one database into a :class:`~schemadiff.model.Catalog`: its objects and their dependencies.

All queries go through one pipeline in one snapshot. They return oids where texts would be expensive, and the
texts are put together here: 38,000 ``pg_depend`` edges are resolved in a dictionary instead of by 76,000 calls of
``pg_identify_object()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any, LiteralString

import psycopg

from schemadiff.catalog import meanings
from schemadiff.catalog.edges import DEPENDS, resolved
from schemadiff.catalog.lookups import LOOKUPS, looked_up
from schemadiff.catalog.pipeline import Pipeline, pipeline
from schemadiff.catalog.settled import settle
from schemadiff.kinds import KINDS, unmodelled
from schemadiff.kinds.granted import privileges
from schemadiff.kinds.member_privilege import member_privileges, members, with_schemas
from schemadiff.kinds.owner import Owner
from schemadiff.memory import give_back
from schemadiff.model import Address, Catalog, Key, Object, Pairs, Reading, Unmodelled, key
from schemadiff.postgres.round_trips import transaction
from schemadiff.postgres.sessions import CATALOGUE
from schemadiff.roles.alias import Alias
from schemadiff.runtime import made, made_aside, noted

LARGE = 10_000
"""A query with so many rows is worth freeing memory for: libpq's copy of 40,000 columns takes 35 MB."""


def read(
    conn: psycopg.Connection[Any],
    alias: Alias | None = None,
    known: Mapping[Address, Object] = MappingProxyType({}),
) -> Catalog:
    """Read the database that ``conn`` is connected to, in one REPEATABLE READ, READ ONLY snapshot.

    What belongs to or is granted to the loader of ``alias`` is read as the target's role's. An object that equals one
    of ``known`` is replaced by that one: a command reads nearly the same objects four times.

    Raises:
        psycopg.Error: the role may not read a catalogue, or the connection is gone.
    """
    if len(known) > LARGE:
        # Before, as well: this is when most memory is taken.
        give_back()
    with _asked(conn) as asked:
        asked.ask()
        found = asked.catalog(alias, known)
    if len(found.objects) > LARGE:
        give_back()
    return found


def read_both(one: psycopg.Connection[Any], other: psycopg.Connection[Any]) -> tuple[Catalog, Catalog]:
    """Read two databases as :func:`read` does, the second with the objects of the first as the known ones.

    The second one's server already works while the first one's answers are taken: a fifth less time than one after the
    other for 1,000 tables on two processors.
    """
    with _asked(one) as first, _asked(other) as second:
        first.ask()
        second.ask()
        first.answers.beside = second.answers
        found = first.catalog(None, {})
        return found, second.catalog(None, found.objects)


@contextmanager
def _asked(conn: psycopg.Connection[Any]) -> Iterator[_Asked]:
    with transaction(conn, CATALOGUE), pipeline(conn) as answers:
        yield _Asked(conn, answers)


class _Asked:
    """A database that is being read: it was asked the questions whose answers decide on the others."""

    def __init__(self, conn: psycopg.Connection[Any], answers: Pipeline) -> None:
        self.conn, self.version, self.answers = conn, conn.info.server_version, answers
        answers.send(*map(_planned, (_rare_kinds_query(self.version), *LOOKUPS)))

    def ask(self) -> None:
        """Ask the others."""
        self.kinds, self.means = _kinds_to_read(self.version, self.answers.rows())
        queries = (*(kind.query_for(self.version) for kind in self.kinds), DEPENDS, unmodelled.QUERY)
        self.answers.send(*map(_planned, queries), *([_planned(meanings.QUERY)] if self.means else []))

    def catalog(self, alias: Alias | None, known: Mapping[Address, Object]) -> Catalog:
        """Put the answers together."""
        answers = self.answers
        reading, role = looked_up(self.version, [answers.rows() for _ in LOOKUPS], alias)
        keys = _take_objects(reading, self.kinds, answers, known)
        found = _assemble(reading, keys, answers.rows(), answers.rows(), role)
        told = meanings.told(found, reading, answers.rows() if self.means else ())
        answers.end()
        return noted(told, reading.addresses, made(self.conn) if alias is None else made_aside(self.conn))


def _rare_kinds(version: int) -> list[type[Object]]:
    return [kind for kind in KINDS if kind.rare and kind.query_for(version)]


def _rare_kinds_query(version: int) -> LiteralString:
    """The query for which rare kinds have objects: asking so takes a tenth of the time of their empty answers."""
    some: list[LiteralString] = ["EXISTS (SELECT FROM " + kind.rare + ")" for kind in _rare_kinds(version)]
    return "SELECT ARRAY[" + ", ".join(some) + "], " + meanings.RARE


def _kinds_to_read(version: int, there: Sequence[tuple[Any, ...]]) -> tuple[list[type[Object]], bool]:
    """The kinds to read, and whether the trees of expressions must be read for their meanings."""
    some, means = there[0]
    none = {kind for kind, any_ in zip(_rare_kinds(version), some, strict=True) if not any_}
    return [kind for kind in KINDS if kind.query_for(version) and kind not in none], means


def _planned(sql: LiteralString) -> LiteralString:
    """The query in a form that PostgreSQL plans well."""
    # Without ANALYZE the statistics of initdb say that no oid is above 16384, and the planner chooses nested loops
    # where it should hash; a sub-select hides the constant. A third less time for columns.
    return sql.replace(">= 16384", ">= (SELECT 16384::oid)")


def _take_objects(
    reading: Reading, kinds: Iterable[type[Object]], answers: Pipeline, known: Mapping[Address, Object]
) -> dict[Address, Key]:
    """Build the objects kind by kind, parents before parts; return the key of each."""
    keys: dict[Address, Key] = {}
    objects, addresses = reading.objects, reading.addresses
    relations = reading.classes["pg_class"]
    for kind in kinds:
        at, parents = (key(reading.classes[name], 0) for name in (kind.catalog, kind.parent_catalog))
        names, rows = _answer(answers, known)
        # Filling a copy takes a quarter less time than a new dictionary that grows.
        empty = dict.fromkeys(names)
        # What a query has no column for is not looked for in each of its rows.
        has_part, has_owner, has_relation = (name in names for name in ("_subid", "_owner", "_relation"))
        for row in rows:
            values: dict[str, Any] = empty.copy()
            values.update(zip(names, row, strict=True))
            here = at | values["_oid"] << 12
            if has_part:
                here |= values.pop("_subid")
            owner = values.pop("_owner") if has_owner else None
            relation = values.pop("_relation") if has_relation else None
            if not _fill(kind, values, reading, parents):
                continue
            obj = _known_or_made(kind, values, known)
            address = obj.address
            objects[address], keys[address], addresses[here] = obj, here, address
            if owner is not None:
                said = _known_or_new(Owner.of(obj, reading.roles.get(owner, str(owner))), known)
                objects[said.address] = said
            if relation is not None:
                addresses[key(relations, relation)] = address
    for privilege in [*privileges(reading, keys)]:
        objects[privilege.address] = _known_or_new(privilege, known)
    return keys


def _answer(
    answers: Pipeline, known: Mapping[Address, Object]
) -> tuple[Sequence[str], Iterator[tuple[Any, ...]]]:
    """The next answer: its names, and its rows as they can be had with the least memory."""
    if len(known) > LARGE:
        return answers.passing()
    names, rows = answers.answer()
    return names, answers.taken(rows)


def _known_or_made(kind: type[Object], values: dict[str, Any], known: Mapping[Address, Object]) -> Object:
    """The known object with exactly these values; else a new one."""
    same = known.get(Address(kind.kind, values["identity"])) if known else None
    if same is not None:
        values["address"] = same.address
        if same.__dict__ == values:
            return same
    # The copy has room for the object's own keys alone: temporary ones may have doubled the dictionary.
    return kind.restore({**values})


def _known_or_new(obj: Object, known: Mapping[Address, Object]) -> Object:
    """The known object of that address if it is equal in all fields, uncompared ones included; else ``obj``."""
    same = known.get(obj.address)
    return same if same is not None and same.__dict__ == obj.__dict__ else obj


def shared(found: Catalog, known: Mapping[Address, Object]) -> Catalog:
    """The catalogue, with each object that equals one of ``known`` replaced by it, which saves memory and comparing."""
    return replace(
        found, objects={address: _known_or_new(obj, known) for address, obj in found.objects.items()}
    )


def _fill(kind: type[Object], values: dict[str, Any], reading: Reading, parents: Key) -> bool:
    """Replace oids by addresses; False if the row is to be left out."""
    parent = None
    if oid := values.get("_parent"):
        parent = reading.addresses.get(parents | oid << 12 | values.pop("_parent_subid", 0))
        if parent is None:
            return False
    values["parent"] = parent
    if "schema" not in values:
        values["schema"] = reading.objects[parent].schema if parent else None
    if kind.printed:
        settle(values, kind.printed)
    if kind.fill(values, reading) is False:
        return False
    del values["_oid"]
    values.pop("_parent", None)
    return True


def _assemble(
    reading: Reading,
    keys: dict[Address, Key],
    edges: list[tuple[Any, ...]],
    strange: Iterable[tuple[Any, ...]],
    role: str,
) -> Catalog:
    """Resolve ``pg_depend`` to objects of the catalogue and leave out members of extensions.

    ``keys`` and ``edges`` are emptied once they are used: this is when a command takes most memory.
    """
    brought = {this: that for deptype, this, that in edges if deptype == "e"}
    objects = _without_members(reading.objects, keys, brought.keys())
    theirs = members(reading, keys, brought)
    objects |= {granted.address: granted for granted in member_privileges(reading, keys, theirs)}
    objects = with_schemas(objects, reading, keys)
    keys.clear()
    pairs, automatic = resolved(reading, edges, objects)
    ties = {kind for kind in KINDS if kind.stands_for is not Object.stands_for}
    pairs -= {pair for obj in objects.values() if type(obj) in ties and (pair := obj.stands_for())}
    needy = {kind for kind in KINDS if kind.needs is not Object.needs}
    pairs |= {(a, y) for a, obj in objects.items() if type(obj) in needy for y in obj.needs() if y in objects}
    for address, obj in objects.items():
        if obj.parent is not None:
            pairs.add(pair := (address, obj.parent))
            automatic.add(pair)
    depends = Pairs(pairs)
    pairs.clear()
    return Catalog(
        objects=objects,
        depends=depends,
        dies_with=Pairs(automatic),
        unmodelled=tuple(sorted(Unmodelled(Address(*row[:2]), row[2]) for row in strange)),
        role=role,
        version=reading.version,
        members=theirs,
    )


def _without_members(
    objects: dict[Address, Object], keys: Mapping[Address, Key], members: AbstractSet[Key]
) -> dict[Address, Object]:
    """Leave out members of extensions, with all their parts; the same dictionary if there are none."""
    gone = {address for address, key in keys.items() if key in members}
    if not gone:
        return objects

    def lost(obj: Object) -> bool:
        at: Object | None = obj
        while at is not None:
            if at.address in gone:
                return True
            at = objects.get(at.parent) if at.parent else None
        return False

    return {address: obj for address, obj in objects.items() if not lost(obj)}


__all__ = ["read", "read_both", "shared"]
