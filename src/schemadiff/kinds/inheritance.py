"""Who inherits from whom, by INHERITS or as a partition (``pg_inherits``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString

from psycopg.sql import quote

from schemadiff.kinds.asks import Rows
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.foreign_table import ForeignTable
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog, Object, Question, Reading

COLUMN = {"table": "table column", "foreign table": "foreign table column"}
"""What can inherit, and what its columns are."""
LATER: LiteralString = """NOT h.convalidated AND (
                               NOT h.conislocal OR pg_get_constraintdef(o.oid) LIKE '%% NOT ENFORCED'
                               AND pg_get_constraintdef(h.oid) LIKE '%% NOT VALID')"""
"""Of an heir's check, beside its parent's: it comes NOT VALID with that, or would be valid if it came after."""
SELECT: LiteralString = (
    """
        SELECT c.oid AS _oid, inhrelid AS _parent, inhparent,
               CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
               row_number() OVER (PARTITION BY inhrelid ORDER BY inhseqno)::int AS number,
               array(SELECT quote_ident(conname) FROM pg_constraint o
                     WHERE conrelid = inhparent AND contype = 'c' AND NOT connoinherit AND NOT EXISTS (
                           SELECT FROM pg_constraint h WHERE h.conrelid = inhrelid AND h.conname = o.conname
                                  AND h.contype = 'c' AND """
    + LATER
    + """)
                     ORDER BY 1) AS checks,
               array(SELECT quote_ident(o.conname) FROM pg_constraint o
                     JOIN pg_constraint h ON h.conrelid = inhrelid AND h.conname = o.conname AND h.contype = 'c'
                     WHERE o.conrelid = inhparent AND o.contype = 'c' AND NOT o.connoinherit
                           AND """
    + LATER
    + """ ORDER BY 1) AS unchecked,
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
    """One table inherits from another: an object of its own, for tables are attached and detached with their rows."""

    of: str
    bound: str | None
    """FOR VALUES ... or DEFAULT of a partition."""
    number: int
    """Which of several parents it is."""
    of_type: str = field(compare=False)
    child: str = field(compare=False)
    child_type: str = field(compare=False)
    """A heir, and a parent outside of partitioning, may be a foreign table."""
    checks: list[str] = field(compare=False)
    columns: list[str] = field(compare=False)
    """What the parent has, and the heir must have; a check that comes NOT VALID with the parent's comes later."""
    unchecked: list[str] = field(compare=False)
    """The checks that come later."""
    named: list[str] = field(compare=False)
    """Lines for the NOT NULL of columns that the heir has from its parents under another name than the first of them (18)."""
    fixed: list[str]
    """The same of a partition, which can be detached so that they change; another heir would not be what it was."""

    belongs: str | None = field(compare=False, default=None)
    """What PostgreSQL makes of the bound, a condition for rows: only where a plan needs it (``bounds.py``)."""
    hashed: tuple[str, ...] = field(compare=False, default=())
    """The tables by whose hash it tells."""

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
                        -- It is made with the name that the first of its parents has for it.
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
        """18 has names for NOT NULL, and lets nobody rename what is inherited."""
        return cls.query_18 if version >= 180000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the parent; False where that is no table of ours."""
        of = reading.address("pg_class", values.pop("inhparent"))
        if of is None or of.type not in COLUMN:
            return False
        values["of"], values["of_type"] = of.identity, of.type
        values["child"], values["child_type"] = values["parent"].identity, values["parent"].type
        values["identity"] = f"{values['child']} from {of.identity}"
        # In which order a partition has its columns does not count.
        values["fixed"] = sorted(values["named"]) if values["bound"] else []
        return True

    def needs(self) -> Iterator[Address]:
        """The parent."""
        yield self.above

    @property
    def place(self) -> int:
        """Parents are added in their order."""
        return self.number

    @property
    def above(self) -> Address:
        """The parent."""
        return Address(self.of_type, self.of)

    @property
    def below(self) -> Address:
        """The heir."""
        return Address(self.child_type, self.child)

    def after(self) -> Iterator[Address]:
        """On both sides the columns and checks of the parent: an heir has them before it inherits."""
        for name in self.columns:
            yield Address(COLUMN[self.of_type], f"{self.of}.{name}")
            yield Address(COLUMN[self.child_type], f"{self.child}.{name}")
            # An heir that is made has the defaults that its parent has by then.
            yield Address("default value", f"for {self.of}.{name}")
        for name in self.checks:
            yield Address("table constraint", f"{name} on {self.of}")
            yield Address("table constraint", f"{name} on {self.child}")

    def outlived_by(self) -> Iterator[Address]:
        """The other checks: an heir is detached before it loses them, by a statement of its own."""
        for name in self.unchecked:
            yield Address("table constraint", f"{name} on {self.of}")
            yield Address("table constraint", f"{name} on {self.child}")

    def stands_for(self) -> tuple[Address, Address]:
        """An heir is not lost with its parent if it is detached before."""
        return self.below, self.above

    def inline_in(self, host: Object) -> bool:
        """In the CREATE TABLE of the heir."""
        return isinstance(host, Table | ForeignTable)

    def inline(self, parts: Sequence[Object]) -> str | None:
        """The table says it behind the parentheses, within which is what it has names of its own for."""
        return ",\n    ".join(self.named) or None

    def names(self, column: Column) -> bool:
        """True if the heir is made with a name of its own for the NOT NULL of a column."""
        return f"CONSTRAINT {column.not_null_name} NOT NULL {column.name}" in self.named

    def finish(self) -> Iterator[str]:
        """Nothing is left over."""
        yield from ()

    def create(self) -> Iterator[str]:
        """ATTACH PARTITION, or INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} ATTACH PARTITION {self.child} {self.bound}"
        else:
            yield f"ALTER TABLE {self.child} INHERIT {self.of}"

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """No row that does not belong into a partition, and none of the default one's that does.

        What a table gets for its parent's keys asks of its rows what it does elsewhere.
        """
        rows = Rows(self.below, start, goal)
        if self.bound and rows.there:
            yield from self._ask_for_parts(start, goal)
        if not self.belongs or self.holds_since(old, start, goal):
            return
        wrong, belongs = f"outside of {self.bound} of {self.of}", self._said(start, goal)
        if rows.there and belongs is None:
            yield rows.unsaid(
                wrong, "PostgreSQL tells the hash of a row by the table, and that is not there yet"
            )
        elif rows.there:
            yield rows.where(f"NOT ({belongs})", wrong)
        rest = self._default(start, goal)
        if rest is not None and rest != self.below and belongs is not None:
            yield Rows(rest, start, goal).where(belongs, f"belongs into the partition {self.child}")

    def holds_since(self, old: Object | None, start: Catalog, goal: Catalog) -> bool:
        """True if the rows of the partition satisfied its bound already, when it was ``old``."""
        same = isinstance(old, Inheritance) and old.bound == self.bound
        return same and _keeps_key(self.above, start, goal)

    def _said(self, start: Catalog, goal: Catalog) -> str | None:
        """The condition with tables as they are called before; None if one is not there, or divides otherwise."""
        said = self.belongs or ""
        for name in self.hashed:
            table = Address("table", name)
            if not _keeps_key(table, start, goal):
                return None
            said = said.replace(quote(name), quote(start.formerly.get(table, name)))
        return said

    def _ask_for_parts(self, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """What the keys and foreign keys of the parent ask of a table that has nothing yet that says the same."""
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

    def _default(self, start: Catalog, goal: Catalog) -> Address | None:
        """The default partition beside it, if that is one before and after, and its rows are PostgreSQL's to check."""
        for address in goal.dependents.get(self.above, ()):
            new, old = goal.objects.get(address), start.objects.get(address)
            if not isinstance(new, Inheritance) or not isinstance(old, Inheritance) or new.of != self.of:
                continue
            if new.bound == old.bound == "DEFAULT" and _keeps_key(new.below, start, goal):
                return new.below
        return None

    def drop(self) -> Iterator[str]:
        """DETACH PARTITION, or NO INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} DETACH PARTITION {self.child}"
        else:
            yield f"ALTER TABLE {self.child} NO INHERIT {self.of}"


def _keeps_key(table: Address, start: Catalog, goal: Catalog) -> bool:
    """True if a table is there, and is divided as it will be: as any other one is made anew, rows go or move."""
    old, new = start.objects.get(table), goal.objects.get(table)
    if not isinstance(old, Table) or not isinstance(new, Table):
        return False
    return (old.partition_by, old.key_types) == (new.partition_by, new.key_types)
