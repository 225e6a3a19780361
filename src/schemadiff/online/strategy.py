"""The interface of online strategies: what to run at once, and what later in transactions of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from schemadiff.interplay.between import Between
from schemadiff.interplay.dropped_attributes import reading_attributes
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog, Object, Statement, Verb, vacated
from schemadiff.online import build
from schemadiff.online.names import check_name, relations
from schemadiff.sql.effects import effects
from schemadiff.sql.identity import unquoted

REMADE = frozenset({Verb.CREATE, Verb.DROP})


@dataclass(frozen=True)
class Safer:
    """The statements to run instead of one."""

    now: tuple[str, ...] = ()
    later: tuple[tuple[str, ...], ...] = ()
    """Units after all other statements, each in a transaction of its own, or outside of any."""
    last: tuple[tuple[str, ...], ...] = ()
    """Units after all of ``later``."""
    only_validated_later: bool = False
    """True if the object is there after ``now``, and ``later`` only validates it."""
    instead: frozenset[Address] = frozenset()
    """Further objects that these statements create, whose own statements are left out."""


@dataclass(frozen=True)
class Plain:
    """A statement that a strategy is about, and has to leave as it is."""

    why: str
    """The reason, as a clause."""


def by_a_check(
    statement: Statement, table: str, name: str, condition: str, *, only_validated_later: bool = False
) -> Safer:
    """Return a statement that need not read the rows of ``table``, because a check proves the condition until it has run."""
    alter = f"ALTER TABLE {table}"
    return Safer(
        (f"{alter} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID",),
        ((f"{alter} VALIDATE CONSTRAINT {name}",), (statement.sql, f"{alter} DROP CONSTRAINT {name}")),
        only_validated_later=only_validated_later,
    )


NO_PATH = Plain("names in it are read with a search_path of its own, which lasts until the transaction ends")


@dataclass(frozen=True)
class Place:
    """The context of a statement: both catalogues, and what the plan does."""

    before: Catalog
    desired: Catalog
    verbs: Mapping[Address, frozenset[Verb]] = field(default_factory=dict)
    """What the plan does, by object."""
    _taken: dict[Address, set[str]] = field(default_factory=dict)
    """The names of constraints by table, as far as ``check_name`` was asked."""

    def check_name(self, table: Address, about: str) -> str:
        """Return the quoted name of a check that a table gets until the plan has run; ``about`` is a quoted name."""
        if table not in self._taken:
            parts = (c.objects[a] for c in (self.before, self.desired) for a in c.children.get(table, ()))
            self._taken[table] = {unquoted(part.name) for part in parts if isinstance(part, Constraint)}
        name = check_name(about, self._taken[table])
        self._taken[table].add(unquoted(name))
        return name

    def again(self, statement: Statement) -> bool:
        """Return True if the same plan drops the object that the statement creates: then it must not be missing for long.

        An index of another table is another one, though it has the name.
        """
        if statement.verb is Verb.DROP or Verb.DROP not in self.verbs[statement.address]:
            return False
        old, new = (c.objects.get(statement.address) for c in (self.before, self.desired))
        return old is None or new is None or old.parent == new.parent

    def made(self, statement: Statement) -> Object | None:
        """Return the object that the statement adds to a table in use, if it did not exist before; else None."""
        return None if self.again(statement) else self.added(statement)

    def added(self, statement: Statement) -> Object | None:
        """Return the object that the statement adds to a table in use; None for any other statement."""
        obj = self.desired.objects.get(statement.address)
        if statement.verb is not Verb.CREATE or obj is None or obj.parent is None:
            return None
        return obj if self.there(obj.parent) else None

    def there(self, relation: Address) -> bool:
        """Return True for a relation with rows that others can be using, and that stays."""
        stays = relation in self.before.objects and not self.verbs.get(relation, frozenset()) & REMADE
        return stays and relation.type in {"table", "materialized view"}

    def above(self, table: Address) -> Iterator[Inheritance]:
        """Yield the Inheritance of a table from each of its parents."""
        parts = map(self.desired.objects.get, self.desired.children.get(table, ()))
        yield from (part for part in parts if isinstance(part, Inheritance))

    def attaches(self, link: Inheritance) -> bool:
        """Return True if the plan attaches a table to a parent."""
        return Verb.CREATE in self.verbs.get(link.address, ())

    def partitioned(self, table: Address | None) -> bool:
        """Return True for a partitioned table."""
        obj = self.before.objects.get(table) if table else None
        return isinstance(obj, Table) and obj.partition_by is not None

    def parts(self, whole: Attached) -> tuple[Attached, ...] | Plain:
        """Return an index or key with those of its partitions; or why one of these cannot be built by itself.

        Each must be new, on a partition that exists and stays attached, and no other object has its name meanwhile.
        """
        found = build.tree(self.desired, whole)
        if not self.served.isdisjoint(part.identity for part in found):
            return Plain("a key of a partition becomes a part of it")
        for part in found:
            if part.meaning is not None:
                return NO_PATH
            if part.parent is None or not self.there(part.parent):
                return Plain(f"the same plan makes {part.parent}, which gets a part of it")
            if part is not whole and (part.link is None or not self._stays(part)):
                return Plain(
                    f"{part.parent} is attached or detached in the same plan, or has its part already"
                )
            if vacated(part.address) in self.verbs:
                return Plain(f"another object has the name of {part.address} until then")
        return found

    def _stays(self, part: Attached) -> bool:
        return part.address not in self.before.objects and not self.verbs.get(self._link(part))

    @staticmethod
    def _link(part: Attached) -> Address:
        return Address(Inheritance.kind, str(part.link))

    def stays_not_null(self, key: Constraint) -> bool:
        """Return True if a primary key needs no scan, because its columns are NOT NULL already."""
        columns = (Address("table column", f"{key.table}.{name}") for name in key.columns)
        return key.type != "p" or all(vars(self.before.objects[c])["not_null"] for c in columns)

    def urgent(self, obj: Object) -> bool:
        """Return True if another change of the plan has to wait until the object is dropped."""
        if obj.address in self.reading:
            return True
        if any(map(self.disturbed, self.before.needs.get(obj.address, ()))):
            return True
        return not self._occupied.isdisjoint(obj.occupies())

    def taken_over(self, index: Index) -> bool:
        """Return True if PostgreSQL would make it a part of an index of the parent table, as long as it is there.

        It does so when the table is attached, and when that index is created, unless it is built ON ONLY the parent.
        """
        beside = self.desired.children.get(index.parent, ()) if index.parent else ()
        parts = (part for part in map(self.desired.objects.get, beside) if isinstance(part, Index))
        return any(
            part.of and part.definition == index.definition and self._becomes_part(part) for part in parts
        )

    def serves_instead(self, one: Index | Constraint) -> bool:
        """Return True if PostgreSQL may make it, instead of another key of its table, a part of an index of the parent table."""
        beside = self.desired.children.get(one.parent, ()) if one.parent else ()
        keys = (key for key in map(self.desired.objects.get, beside) if isinstance(key, Constraint))
        columns = one.columns if isinstance(one, Constraint) else one.keys
        alike = (key for key in keys if key.address != one.address and key.columns == columns)
        return any(key.serves and self._begins_to_serve(key) for key in alike)

    def _begins_to_serve(self, key: Constraint) -> bool:
        was = self.before.objects.get(key.address)
        stays = isinstance(was, Constraint) and was.serves == key.serves and key.parent is not None
        if not stays or REMADE & self.verbs.get(Address(Index.kind, str(key.serves)), frozenset()):
            return True
        return any(map(self.attaches, self.above(key.parent) if key.parent else ()))

    def _becomes_part(self, part: Index) -> bool:
        """Return True if a part of a parent's index becomes that in the plan, and is not built for it."""
        chain: list[Object] = [part]
        for each in chain:
            above = self.desired.objects.get(Address(Index.kind, str(vars(each)["of"])))
            chain += [above] if above else []
        top, was = chain[-1], self.before.objects.get(part.address)
        stays = isinstance(was, Index) and was.of == part.of and not self.verbs.get(self._link(part))
        if stays and not any(self.verbs.get(each.address, frozenset()) & REMADE for each in chain):
            return False
        return not isinstance(top, Index) or isinstance(self.parts(top), Plain)

    @cached_property
    def reading(self) -> frozenset[Address]:
        """What reads an attribute that the plan drops from a composite type, and cannot be there then."""
        alters = {
            address: (self.before.objects[address], self.desired.objects[address])
            for address, verbs in self.verbs.items()
            if Verb.ALTER in verbs and address in self.before.objects and address in self.desired.objects
        }
        drops = frozenset(address for address, verbs in self.verbs.items() if Verb.DROP in verbs)
        between = Between(self.before, self.desired, drops)
        return frozenset(reader for reader, _ in reading_attributes(alters, between))

    @cached_property
    def making_way(self) -> frozenset[str]:
        """The tables of which a partition or child is detached or dropped."""
        gone = [address for address, verbs in self.verbs.items() if Verb.DROP in verbs]
        parts = (part for each in gone for part in (each, *self.before.children.get(each, ())))
        links = map(self.before.objects.get, parts)
        return frozenset(link.of for link in links if isinstance(link, Inheritance))

    @cached_property
    def with_changed_parts(self) -> frozenset[Address]:
        """The tables with changed indexes, constraints and triggers, but for checks that are only dropped."""
        found = set[Address]()
        for address, verbs in self.verbs.items():
            each = self.desired.objects.get(address) or self.before.objects.get(address)
            check = isinstance(each, Constraint) and each.type == "c"
            if isinstance(each, Attached) and each.parent and not (check and verbs == {Verb.DROP}):
                found.add(each.parent)
        return frozenset(found)

    @cached_property
    def growing(self) -> frozenset[Address]:
        """The tables to which the plan attaches others, and those above them."""
        found = set[Address]()
        waiting = [each.above for each in self._makes() if isinstance(each, Inheritance)]
        while waiting:
            table = waiting.pop()
            if table not in found:
                found.add(table)
                waiting += [link.above for link in self.above(table)]
        return frozenset(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the relations before the plan."""
        return frozenset(relations(self.before))

    @cached_property
    def served(self) -> frozenset[str]:
        """The indexes of partitioned tables of which the own key of a partition is a part."""
        every = (obj for catalog in (self.before, self.desired) for obj in catalog.objects.values())
        return frozenset(obj.serves for obj in every if isinstance(obj, Constraint) and obj.serves)

    @cached_property
    def referred(self) -> frozenset[str]:
        """The tables referenced by foreign keys that the plan creates or alters."""
        keys = (each for each in self._makes() if isinstance(each, Constraint) and each.type == "f")
        return frozenset(str(key.references) for key in keys)

    @cached_property
    def _occupied(self) -> frozenset[tuple[str, str]]:
        # What comes with other objects, such as the parts of an index, has no statement of its own.
        made = (
            each
            for a, each in self.desired.objects.items()
            if a in self.verbs or a not in self.before.objects
        )
        return frozenset(name for each in made for name in each.occupies())

    def _makes(self) -> Iterator[Object]:
        """Yield the objects that the plan creates or alters."""
        for address, verbs in self.verbs.items():
            if verbs != {Verb.DROP} and address in self.desired.objects:
                yield self.desired.objects[address]

    def disturbed(self, address: Address) -> bool:
        """Return True if the plan changes the object in a way for which its dependents have to be dropped."""
        verbs = self.verbs.get(address, frozenset())
        old, new = self.before.objects.get(address), self.desired.objects.get(address)
        altered = old is not None and new is not None and Verb.ALTER in verbs and new.disturbs(old)
        # What steps aside for its successor (a type that columns use) is dropped under another name.
        aside = old is not None and not verbs.isdisjoint({Verb.CREATE, Verb.SET_ASIDE})
        return Verb.DROP in verbs or altered or aside


def with_sql(statement: Statement, sql: str) -> Statement:
    """Return the statement with other SQL, its effects and the reason."""
    words = "online: does not block other sessions for long"
    reason = f"{statement.reason}; {words}" if statement.reason else words
    return replace(statement, sql=sql, effects=effects(sql), reason=reason)


class Strategy(Protocol):
    """One strategy: a module."""

    def safer(self, statement: Statement, place: Place, /) -> Safer | Plain | None:
        """Return the statements to run instead, or why there are none; None if the strategy does not apply."""
        ...
