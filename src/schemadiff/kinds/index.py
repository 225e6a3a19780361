"""Indexes that do not back a constraint (``pg_index``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemadiff.kinds.asks import Rows, duplicates
from schemadiff.kinds.table import marks
from schemadiff.model import Catalog, MustReplace, Object, Question, Reading


@dataclass(frozen=True, kw_only=True)
class Index(Object):
    """An index; PostgreSQL's own text says all of it but its tablespace and statistics targets."""

    definition: str
    valid: bool
    tablespace: str | None
    statistics: list[str]
    clustered: bool
    identifies: bool
    # In the definition already; rules want it in pieces.
    unique: bool = field(compare=False)
    partial: str | None = field(compare=False)
    method: str = field(compare=False)
    name: str = field(compare=False)
    table: str = field(compare=False)
    keys: list[str | None] = field(compare=False)
    """The key columns in order, quoted; None for an expression. INCLUDE columns are not keys."""
    elements: list[str] = field(compare=False)
    """Of a unique index: the key columns and expressions."""

    kind = "index"
    catalog = "pg_class"
    rebuildable = True
    follows_alter = True
    query = """
        SELECT i.oid AS _oid, indrelid AS _parent, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(i.relname) AS identity,
               quote_ident(i.relname) AS name, indisclustered AS clustered, indisreplident AS identifies,
               pg_get_indexdef(i.oid) AS definition, indisvalid AS valid, quote_ident(spcname) AS tablespace,
               array(SELECT attnum || ' ' || attstattarget FROM pg_attribute
                     WHERE attrelid = i.oid AND attstattarget >= 0 ORDER BY attnum) AS statistics,
               indisunique AS unique, pg_get_expr(indpred, indrelid) AS partial, amname AS method,
               (indkey::int2[])[0:indnkeyatts - 1] AS numbers,
               CASE WHEN indisunique THEN ARRAY(SELECT pg_get_indexdef(i.oid, n, false)
                                                FROM generate_series(1, indnkeyatts) n) ELSE '{}' END AS elements
        FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
             JOIN pg_am m ON m.oid = relam LEFT JOIN pg_tablespace s ON s.oid = reltablespace
        WHERE i.oid >= 16384 AND NOT i.relispartition AND nspname <> 'pg_toast' AND NOT EXISTS (
                  SELECT FROM pg_constraint
                  WHERE conrelid = indrelid AND conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Resolve the key columns."""
        table, oid = values["parent"].identity, values["_parent"]
        values["table"] = table
        found = [reading.address("pg_class", oid, n) if n else None for n in values.pop("numbers")]
        values["keys"] = [a.identity.removeprefix(f"{table}.") if a else None for a in found]

    def create(self) -> Iterator[str]:
        """CREATE INDEX, and what its text does not say."""
        space = f" TABLESPACE {self.tablespace}" if self.tablespace else ""
        # PostgreSQL prints ON ONLY for any index on a partitioned table; it is only meant where partitions lack it.
        yield (self.definition.replace(" ON ONLY ", " ON ", 1) if self.valid else self.definition) + space
        for text in self.statistics:
            number, target = text.split(" ")
            yield f"ALTER INDEX {self.identity} ALTER COLUMN {number} SET STATISTICS {target}"
        yield from marks(self.table, self.name, self)

    def alter(self, old: Object) -> Iterator[str]:
        """Everything but its text in place."""
        assert isinstance(old, Index)
        if self.changed(old) & {"definition", "valid"}:
            raise MustReplace
        if self.tablespace != old.tablespace:
            yield f"ALTER INDEX {self.identity} SET TABLESPACE {self.tablespace or 'pg_default'}"
        targets = dict(text.split(" ") for text in self.statistics)
        before = dict(text.split(" ") for text in old.statistics)
        for number in sorted(targets.keys() | before.keys(), key=int):
            if targets.get(number) != before.get(number):
                target = targets.get(number, -1)
                yield f"ALTER INDEX {self.identity} ALTER COLUMN {number} SET STATISTICS {target}"
        yield from marks(self.table, self.name, self, old)

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """No two rows that a unique index takes for the same."""
        known = isinstance(old, Index) and old.definition == self.definition
        if not self.unique or known or self.parent is None:
            return
        rows = Rows(self.parent, start, goal)
        if rows.there:
            needs = sorted(
                b.identity for a, b in goal.depends if a == self.address and b.type == "table column"
            )
            columns = [name.removeprefix(f"{self.table}.") for name in needs]
            wrong = f"{', '.join(self.elements)} not unique ({self.name})"
            distinct = "NULLS NOT DISTINCT" not in self.definition
            yield from duplicates(
                rows, self.elements, wrong, columns, where=self.partial or "", distinct=distinct
            )
