"""Which table inherits from which, by INHERITS or as a partition (``pg_inherits``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString

from psycopg.sql import quote

from schemadiff.kinds.asks import Rows
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.table import AnyTable, Table
from schemadiff.model import Address, Catalog, Object, Question, Reading

COLUMN = {"table": "table column", "foreign table": "foreign table column"}
"""The kinds of tables that can inherit, with the kind of their columns."""
LATER: LiteralString = """NOT h.convalidated AND pg_get_constraintdef(h.oid) LIKE '%% NOT VALID' AND (
                               NOT h.conislocal OR pg_get_constraintdef(o.oid) LIKE '%% NOT ENFORCED')"""
"""True for a child's NOT VALID CHECK h that comes with the parent's o, or would become valid if added after o."""
# Names are compared as texts, so that the index on them is not used: all partitions have constraints of one name.
SELECT: LiteralString = (
    """
        SELECT c.oid AS _oid, inhrelid AS _parent, inhparent,
               CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
               row_number() OVER (PARTITION BY inhrelid ORDER BY inhseqno)::int AS number,
               array(SELECT quote_ident(conname) FROM pg_constraint o
                     WHERE conrelid = inhparent AND contype = 'c' AND NOT connoinherit AND NOT EXISTS (
                           SELECT FROM pg_constraint h WHERE h.conrelid = inhrelid AND h.conname::text = o.conname::text
                                  AND h.contype = 'c' AND """
    + LATER
    + """)
                     ORDER BY 1) AS checks,
               array(SELECT quote_ident(o.conname) FROM pg_constraint o
                     JOIN pg_constraint h ON h.conrelid = inhrelid AND h.conname::text = o.conname::text AND h.contype = 'c'
                     WHERE o.conrelid = inhparent AND o.contype = 'c' AND NOT o.connoinherit
                           AND """
    + LATER
    + """ ORDER BY 1) AS unchecked,
               array(SELECT quote_ident(o.conname) FROM pg_constraint o
                     JOIN pg_constraint h ON h.conrelid = inhrelid AND h.conname::text = o.conname::text AND h.contype = 'c'
                     WHERE o.conrelid = inhparent AND o.contype = 'c' AND NOT o.connoinherit AND NOT o.convalidated
                           AND pg_get_constraintdef(h.oid) LIKE '%% NOT VALID' AND NOT ("""
    + LATER
    + """) ORDER BY 1) AS unchecked_by_both,
               array(SELECT quote_ident(attname) FROM pg_attribute
                     WHERE attrelid = inhparent AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
"""
)
FROM: LiteralString = """
        FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid AND c.relkind IN ('r', 'p', 'f')
        WHERE inhrelid >= 16384
"""


@dataclass(frozen=True, kw_only=True)
class Inheritance(Object):
    """One table inherits from another: a separate object, as tables are attached and detached with their rows."""

    of: str
    bound: str | None
    """FOR VALUES ... or DEFAULT, for a partition."""
    number: int
    """The position of this parent among those of the child."""
    of_type: str = field(compare=False)
    child: str = field(compare=False)
    child_type: str = field(compare=False)
    """A child, and a parent outside of partitioning, may be a foreign table."""
    checks: list[str] = field(compare=False)
    columns: list[str] = field(compare=False)
    """The parent's CHECKs and columns that the child must have before it is attached; other CHECKs are ``unchecked``."""
    unchecked: list[str] = field(compare=False)
    """The parent's CHECKs that are added after the child is attached."""
    unchecked_by_both: list[str] = field(compare=False)
    """The parent's NOT VALID CHECKs that the child declares as well: only after it is created, if it is."""
    named: list[str] = field(compare=False)
    """NOT NULL lines for CREATE TABLE: inherited constraints whose name differs from the first parent's (18)."""
    expressed: Sequence[str] = field(compare=False, default=())
    """Lines for CREATE TABLE: generated columns with an expression of the partition's own; only set in a plan."""
    fixed: list[str]
    """``named`` of a partition, which can be detached to change them; another child would not be the same afterwards."""

    belongs: str | None = field(compare=False, default=None)
    """The partition constraint, a condition for rows; only set where a plan needs it (``bounds.py``)."""
    bounded: str | None = field(compare=False, default=None)
    """``belongs`` without the conditions of the bounds of tables above; None if it is not known."""
    hashed: tuple[str, ...] = field(compare=False, default=())
    """The tables by whose hash ``belongs`` decides."""

    kind = "inheritance"
    catalog = "pg_inherits"
    rare = "pg_inherits"
    inlines = True
    query = SELECT + "'{}'::text[] AS named" + FROM
    query_18: ClassVar[LiteralString] = (
        SELECT
        + """CASE WHEN inhseqno > 1 THEN '{}' ELSE array(
                  SELECT 'CONSTRAINT ' || quote_ident(o.conname) || ' NOT NULL ' || quote_ident(a.attname)
                  FROM pg_constraint o JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = o.conkey[1]
                  WHERE o.conrelid = inhrelid AND o.contype = 'n' AND o.coninhcount > 0 AND o.convalidated
                        -- A child is created with the name that its first parent has for the constraint.
                        AND NOT a.attislocal AND o.conname IS DISTINCT FROM (
                            SELECT w.conname FROM pg_inherits j JOIN pg_constraint w ON w.conrelid = j.inhparent
                                   AND w.contype = 'n' AND NOT w.connoinherit
                                 JOIN pg_attribute b ON b.attrelid = w.conrelid AND b.attnum = w.conkey[1]
                            WHERE j.inhrelid = o.conrelid AND b.attname = a.attname ORDER BY inhseqno LIMIT 1)
                  ORDER BY a.attnum) END AS named"""
        + FROM
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 18 names NOT NULL constraints, and inherited ones cannot be renamed."""
        return cls.query_18 if version >= 180000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the parent; False if that is not a table that is managed."""
        of = reading.address("pg_class", values.pop("inhparent"))
        if of is None or of.type not in COLUMN:
            return False
        values["of"], values["of_type"] = of.identity, of.type
        values["child"], values["child_type"] = values["parent"].identity, values["parent"].type
        values["identity"] = f"{values['child']} from {of.identity}"
        # The order of a partition's columns does not count.
        values["fixed"] = sorted(values["named"]) if values["bound"] else []
        return True

    def needs(self) -> Iterator[Address]:
        """Yield the parent."""
        yield self.above

    @property
    def place(self) -> int:
        """The position of the parent: parents are added in their order."""
        return self.number

    @property
    def above(self) -> Address:
        """The address of the parent."""
        return Address(self.of_type, self.of)

    @property
    def below(self) -> Address:
        """The address of the child."""
        return Address(self.child_type, self.child)

    def above_column(self, column: Column) -> Address:
        """Return the address of the parent's column for one of the child's."""
        return Address(COLUMN[self.of_type], f"{self.of}.{column.name}")

    def after(self) -> Iterator[Address]:
        """Yield the columns and CHECKs of parent and child: a child must have them before it inherits."""
        for name in self.columns:
            yield Address(COLUMN[self.of_type], f"{self.of}.{name}")
            yield Address(COLUMN[self.child_type], f"{self.child}.{name}")
            # A child that is created copies the defaults that its parent has at that time.
            yield Address("default value", f"for {self.of}.{name}")
        for name in self.checks:
            if name not in self.unchecked_by_both:
                yield Address("table constraint", f"{name} on {self.of}")
                yield Address("table constraint", f"{name} on {self.child}")

    def outlived_by(self) -> Iterator[Address]:
        """Yield the other CHECKs: the child is detached before a statement of its own drops them."""
        for name in (*self.unchecked, *self.unchecked_by_both):
            yield Address("table constraint", f"{name} on {self.of}")
            yield Address("table constraint", f"{name} on {self.child}")

    def stands_for(self) -> tuple[Address, Address]:
        """Return the dependency of the child on its parent, which detaching removes without dropping the child."""
        return self.below, self.above

    def inline_in(self, host: Object) -> bool:
        """Return True for the CREATE TABLE of the child."""
        return isinstance(host, AnyTable)

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Return its lines inside the parentheses; PARTITION OF or INHERITS is written by the table."""
        return ",\n    ".join([*self.expressed, *self.named]) or None

    def names(self, column: Column) -> bool:
        """Return True if the child is created with a name of its own for the NOT NULL of ``column``."""
        return f"CONSTRAINT {column.not_null_name} NOT NULL {column.name}" in self.named

    def finish(self) -> Iterator[str]:
        """Yield nothing: no statement is left."""
        yield from ()

    def create(self) -> Iterator[str]:
        """ATTACH PARTITION or INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} ATTACH PARTITION {self.child} {self.bound}"
        else:
            yield f"ALTER TABLE {self.child} INHERIT {self.of}"

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for rows outside of a partition's bound, and for those of the default partition inside.

        Keys and foreign keys that the partition gets from its parent add their own questions.
        """
        rows = Rows(self.below, start, goal)
        if self.bound and rows.there:
            yield from self._ask_for_parts(start, goal)
        if not self.belongs or self.holds_since(old, start, goal):
            return
        wrong, belongs = f"outside of {self.bound} of {self.of}", self._condition(start, goal)
        if rows.there and belongs is None:
            yield rows.unsaid(
                wrong, "PostgreSQL computes the hash of a row with the table, which does not exist yet"
            )
        elif rows.there:
            yield rows.where(f"NOT ({belongs})", wrong)
        rest = self.default_beside(start, goal)
        if rest is not None and rest != self.below and belongs is not None:
            yield Rows(rest, start, goal).where(belongs, f"belongs into the partition {self.child}")

    def holds_since(self, old: Object | None, start: Catalog, goal: Catalog) -> bool:
        """Return True if the rows satisfied this bound already, when the partition was ``old``."""
        same = isinstance(old, Inheritance) and old.bound == self.bound
        return same and _keeps_key(self.above, start, goal)

    def _condition(self, start: Catalog, goal: Catalog) -> str | None:
        """Return ``belongs`` with the tables' old names; None if one does not exist or gets another partition key."""
        said = self.belongs or ""
        for name in self.hashed:
            table = Address("table", name)
            if not _keeps_key(table, start, goal):
                return None
            said = said.replace(quote(name), quote(start.formerly.get(table, name)))
        return said

    def _ask_for_parts(self, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions of the parent's keys and foreign keys that the attached table has no equal of yet."""
        parts = (start.objects[address] for address in start.children.get(self.below, ()))
        there = [vars(part).get("definition") for part in parts]
        for address in sorted(goal.children.get(self.below, ())):
            part = goal.objects[address]
            if (
                isinstance(part, Attached)
                and part.link == self.identity
                and vars(part)["definition"] not in there
            ):
                yield from replace(part, of=None).asks(None, start, goal)

    def default_beside(self, start: Catalog, goal: Catalog) -> Address | None:
        """Return the sibling default partition, if it is that before and after and keeps its own partition key."""
        new = goal.once(default_partitions).get(self.of)
        if new is None or start.once(default_partitions).get(self.of) != new:
            return None
        return new if _keeps_key(new, start, goal) else None

    def drop(self) -> Iterator[str]:
        """DETACH PARTITION or NO INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} DETACH PARTITION {self.child}"
        else:
            yield f"ALTER TABLE {self.child} NO INHERIT {self.of}"


def _keeps_key(table: Address, start: Catalog, goal: Catalog) -> bool:
    """Return True if the table exists and keeps its partition key; otherwise it is created again, and rows go or move."""
    old, new = start.objects.get(table), goal.objects.get(table)
    if not isinstance(old, Table) or not isinstance(new, Table):
        return False
    return (old.partition_by, old.key_types) == (new.partition_by, new.key_types)


def default_partitions(catalog: Catalog) -> Mapping[str, Address]:
    """Return the default partition of each table that has one."""
    links = (obj for obj in catalog.objects.values() if isinstance(obj, Inheritance))
    return {link.of: link.below for link in links if link.bound == "DEFAULT"}


def links_by_parent(catalog: Catalog) -> Mapping[Address | None, Sequence[Inheritance]]:
    """Return the links in order by the table above, and all of them by None."""
    found: dict[Address | None, list[Inheritance]] = {}
    for address in sorted(a for a in catalog.objects if a.type == Inheritance.kind):
        link = catalog.objects[address]
        assert isinstance(link, Inheritance)
        for table in (link.above, None):
            found.setdefault(table, []).append(link)
    return found


def links_by_pair(catalog: Catalog) -> Mapping[tuple[Address, Address | None], Inheritance]:
    """Return the links by the table above and the one below, as a table with many is asked for each by itself."""
    return {(link.above, link.parent): link for link in catalog.once(links_by_parent).get(None, ())}
