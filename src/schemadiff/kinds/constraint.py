"""Constraints of tables (``pg_constraint``); NOT NULL is a property of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schemadiff.kinds.asks import Rows, conflicts, duplicates
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.casts import share_keys
from schemadiff.kinds.column import Column
from schemadiff.kinds.table import Table, alter_options, marks, option
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading

INDEXED = {"p": "pkey", "u": "key", "x": "excl"}
"""The types that have an index, and how PostgreSQL calls them."""


@dataclass(frozen=True, kw_only=True)
class Constraint(Attached):
    """A primary key, unique, foreign key, check or exclusion constraint."""

    name: str
    definition: str
    tablespace: str | None
    clustered: bool
    identifies: bool
    options: list[str]
    """Storage parameters of its index, which its definition does not say."""
    partitioned: bool = field(compare=False)
    """True if its index is a partitioned one, whose parameters cannot be altered."""
    valid: bool
    """False if it was made for a partitioned table alone, and partitions lack theirs."""
    serves: str | None  # the plain index of the parent's that its own is a part of
    # What follows is in the definition already; rules want it in pieces.
    type: str = field(compare=False)
    """``contype``: p, u, f, c, x."""
    columns: list[str] = field(compare=False)
    references: str | None = field(compare=False)
    """The table that a foreign key points to."""
    on_delete: str = field(compare=False)
    on_update: str = field(compare=False)
    inheritable: bool = field(compare=False)
    """True if heirs of the table have it too."""
    inherited_from: str | None = field(compare=False)
    """The table that it comes from, when its own does not declare it."""
    unchecked_in: list[str] = field(compare=False)
    """The heirs that have it NOT VALID from here: they must be there before it."""
    repeats: bool = field(compare=False)
    """True if another key has the same columns: CREATE TABLE makes one of the two, and says nothing."""
    of_index: str | None = field(compare=False)
    """The index of the parent's constraint."""
    stays: bool = field(compare=False)
    table_name: str = field(compare=False)  # the table's own, unquoted
    table: str = field(compare=False)
    expression: str | None = field(compare=False)
    """Of a check."""
    operators: list[str] = field(compare=False)
    """Of a foreign key or an exclusion, one for each column or element."""
    referenced_columns: list[str] = field(compare=False)
    elements: list[str] = field(compare=False)
    """What an exclusion compares: columns and expressions."""
    predicate: str | None = field(compare=False)
    """Which rows an exclusion is about."""

    kind = "table constraint"
    catalog = "pg_constraint"
    printed = ("definition", "expression", "elements", "predicate")
    inlines = True
    rebuildable = True
    follows_alter = True
    query = """
        SELECT c.oid AS _oid, c.conrelid AS _parent, quote_ident(c.conname) AS name, c.contype::text AS type,
               pg_get_constraintdef(c.oid) AS definition, c.conkey AS numbers, c.confrelid AS referenced,
               c.confdeltype::text AS on_delete, c.confupdtype::text AS on_update,
               quote_ident(spcname) AS tablespace, coalesce(indisclustered, false) AS clustered,
               coalesce(indisreplident, false) AS identifies, coalesce(i.reloptions, '{}') AS options,
               coalesce(i.relkind = 'I', false) AS partitioned, coalesce(x.indisvalid, true) AS valid,
               c.contype = 'c' AND NOT c.connoinherit AS inheritable,
               quote_ident(w.conname) AS of, w.conrelid AS above,
               (SELECT quote_ident(n.nspname) || '.' || quote_ident(o.relname) FROM pg_class o
                JOIN pg_namespace n ON n.oid = o.relnamespace WHERE o.oid = w.conindid) AS of_index,
               CASE WHEN i.oid IS NOT NULL AND w.oid IS NULL THEN (
                    SELECT quote_ident(n.nspname) || '.' || quote_ident(o.relname) FROM pg_inherits h
                    JOIN pg_class o ON o.oid = inhparent JOIN pg_namespace n ON n.oid = o.relnamespace
                    WHERE inhrelid = i.oid) END AS serves,
               -- 14 drops a foreign key to a partitioned table with the partition that has it of its parent.
               w.oid IS NULL OR c.contype <> 'f' OR current_setting('server_version_num')::int >= 150000
                    OR EXISTS (SELECT FROM pg_class o WHERE o.oid = c.confrelid AND o.relkind <> 'p') AS stays,
               t.relname AS table_name,
               CASE WHEN i.relkind = 'I' THEN (
                    SELECT count(*)::int FROM pg_index o WHERE o.indrelid = c.conrelid AND o.indexrelid < i.oid)
               ELSE 0 END AS rank,
               CASE WHEN w.oid IS NOT NULL THEN array(
                    SELECT coalesce(p.attname, e.attname)::text FROM pg_attribute e
                    LEFT JOIN pg_attribute p ON p.attrelid = c.conrelid AND p.attnum = nullif(x.indkey[e.attnum - 1], 0)
                    WHERE e.attrelid = i.oid AND e.attnum > 0 ORDER BY e.attnum)
               END AS called_columns,
               CASE WHEN i.relkind = 'I' THEN array(
                    SELECT attname::text FROM pg_attribute WHERE attrelid = i.oid AND attnum > 0 ORDER BY attnum)
               ELSE '{}' END AS index_columns,
               c.contype IN ('u', 'x') AND EXISTS (
                    SELECT FROM pg_constraint o WHERE o.conrelid = c.conrelid AND o.contype IN ('p', 'u', 'x')
                           AND o.conkey = c.conkey AND (o.contype = 'p' OR o.conindid < c.conindid)) AS repeats,
               CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) END AS expression,
               c.confkey AS referenced_numbers,
               -- An operator at a time, by its oid: a join of them reads all of pg_operator for each constraint.
               ARRAY(SELECT (SELECT CASE WHEN oprnamespace = 'pg_catalog'::regnamespace THEN oprname::text
                                         ELSE 'OPERATOR(' || quote_ident(m.nspname) || '.' || oprname || ')' END
                             FROM pg_operator p JOIN pg_namespace m ON m.oid = oprnamespace WHERE p.oid = u.id)
                     FROM unnest(CASE c.contype WHEN 'f' THEN c.conpfeqop ELSE c.conexclop END) WITH ORDINALITY AS u(id, place)
                     ORDER BY place) AS operators,
               CASE WHEN c.conexclop IS NULL THEN '{}'
                    ELSE ARRAY(SELECT pg_get_indexdef(c.conindid, n, false) FROM generate_series(1, indnkeyatts) n)
                    END AS elements,
               CASE WHEN c.conexclop IS NOT NULL THEN pg_get_expr(indpred, indrelid) END AS predicate,
               CASE WHEN c.contype = 'c' AND NOT c.convalidated THEN array(
                    SELECT quote_ident(n.nspname) || '.' || quote_ident(p.relname)
                    FROM pg_inherits JOIN pg_class p ON p.oid = inhrelid JOIN pg_namespace n ON n.oid = p.relnamespace
                         JOIN pg_constraint h ON h.conrelid = inhrelid AND h.conname = c.conname
                    WHERE inhparent = c.conrelid AND NOT h.convalidated AND NOT h.conislocal ORDER BY 1)
                    ELSE '{}' END AS unchecked_in,
               CASE WHEN c.contype = 'c' AND NOT c.conislocal THEN (
                    SELECT quote_ident(n.nspname) || '.' || quote_ident(p.relname)
                    FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
                         JOIN pg_namespace n ON n.oid = p.relnamespace
                         JOIN pg_constraint o ON o.conrelid = inhparent AND o.conname = c.conname
                    WHERE inhrelid = c.conrelid ORDER BY inhseqno LIMIT 1) END AS inherited_from
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
             LEFT JOIN pg_class i ON i.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
             LEFT JOIN pg_index x ON x.indexrelid = i.oid LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
             LEFT JOIN pg_constraint w ON w.oid = c.conparentid
        WHERE c.oid >= 16384 AND c.contype IN ('p', 'u', 'f', 'c', 'x')
              -- A foreign key to a partitioned table has one more for each of its partitions, which nobody sees.
              AND w.conrelid IS DISTINCT FROM c.conrelid
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Resolve column numbers and the referenced table."""
        table = values["table"] = values["parent"].identity
        values["options"] = sorted(values["options"])
        values["identity"] = f"{values['name']} on {table}"
        oid, numbers = values["_parent"], values.pop("numbers") or []
        found = [reading.address("pg_class", oid, number) for number in numbers]
        values["columns"] = [
            a.identity.removeprefix(f"{table}.") for a in found if a and a.type == "table column"
        ]
        referenced = values.pop("referenced")
        target = reading.address("pg_class", referenced)
        values["references"] = target.identity if target else None
        keys = [reading.address("pg_class", referenced, n) for n in values.pop("referenced_numbers") or []]
        values["referenced_columns"] = [
            a.identity.removeprefix(f"{values['references']}.") for a in keys if a
        ]
        above = reading.address("pg_class", values.pop("above") or 0)
        values["of"] = f"{values['of']} on {above.identity}" if above else None
        values["link"] = f"{table} from {above.identity}" if above else None
        columns, label = values.pop("called_columns"), _label(values)
        named_after = () if values["type"] == "p" else columns
        values["naming"] = [values["table_name"], label, *named_after] if above and label else []

    @property
    def drop_first(self) -> bool:
        """Foreign keys go before the tables that they tie together."""
        return self.type == "f" and self.of is None

    def occupies(self) -> Iterator[Name]:
        """A constraint that has an index has its name as well."""
        yield self.catalog, f"{self.name} on {self.table}"
        if self.type in INDEXED:
            yield "pg_class", f"{self.schema}.{self.name}"

    def stands_for(self) -> tuple[Address, Address] | None:
        """It is there with or without the index that it serves."""
        return (self.address, Address("index", self.serves)) if self.serves else None

    def vacate(self, name: Name, spare: str) -> Self:
        """It can be called otherwise."""
        del name
        return replace(self, name=spare)

    def hinders(self, before: Object, after: Object) -> bool:
        """A foreign key compares values of two columns, which cannot both be of the new type at once."""
        if self.type != "f" or not isinstance(before, Column) or not isinstance(after, Column):
            return False
        return before.data_type == after.data_type or not share_keys(before.data_type, after.data_type)

    def inline_in(self, host: Object) -> bool:
        """Foreign keys need another table, NOT VALID and a second key of the same columns have no place there."""
        plain = isinstance(host, Table) and not host.partition_of and not host.of_type
        apart = self.type == "f" or self.repeats or not self.valid or self.definition.endswith("NOT VALID")
        return plain and not apart

    def inline(self, parts: Sequence[Object]) -> str:
        """Its line in CREATE TABLE, and what follows ADD."""
        return f"CONSTRAINT {self.name} {self._text}"

    @property
    def _text(self) -> str:
        """Its definition, with the parameters that must be said at once."""
        if not self.partitioned or not self.options:
            return self.definition
        ends = ("INITIALLY DEFERRED", "DEFERRABLE", f"WHERE ({self.predicate})")
        head, rest = self.definition, ""
        for end in ends:
            if head.endswith(f" {end}"):
                head, rest = head.removesuffix(f" {end}"), f" {end}{rest}"
        return f"{head} WITH ({', '.join(map(option, self.options))}){rest}"

    def finish(self) -> Iterator[str]:
        """What its definition does not say about its index."""
        yield from alter_options(self._index, (), () if self.partitioned else self.options)
        if self.tablespace:
            yield f"{self._index} SET TABLESPACE {self.tablespace}"
        yield from marks(self.table, self.name, self)

    @property
    def _index(self) -> str:
        return f"ALTER INDEX {self.schema}.{self.name}"

    def create(self) -> Iterator[str]:
        """ALTER TABLE ... ADD CONSTRAINT."""
        yield f"ALTER TABLE {'' if self.valid else 'ONLY '}{self.table} ADD {self.inline(())}"
        yield from self._attach(None)
        yield from self.finish()

    def _attach(self, old: Constraint | None) -> Iterator[str]:
        if self.of and not (old and old.of) and self.type in INDEXED:
            yield f"ALTER INDEX {self.of_index} ATTACH PARTITION {self.schema}.{self.name}"

    def drop(self) -> Iterator[str]:
        """ALTER TABLE ... DROP CONSTRAINT."""
        yield f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"

    def drop_alone(self) -> Iterator[str]:
        """Heirs keep theirs, which is their own from then on."""
        yield f"ALTER TABLE ONLY {self.table} DROP CONSTRAINT {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """Validate it, or mark its index."""
        assert isinstance(old, Constraint)
        if old.definition not in (self.definition, f"{self.definition} NOT VALID"):
            raise MustReplace
        if self.meaning != old.meaning or (self.of != old.of and self.of and old.of):
            raise MustReplace
        if self.partitioned and (self.options != old.options or self.valid < old.valid):
            raise MustReplace
        if self.name != old.name:
            yield f"ALTER TABLE {self.table} RENAME CONSTRAINT {old.name} TO {self.name}"
        yield from self._attach(old)
        if self.tablespace != old.tablespace:
            yield f"{self._index} SET TABLESPACE {self.tablespace or 'pg_default'}"
        yield from alter_options(self._index, old.options, self.options)
        if self.definition != old.definition:
            yield f"ALTER TABLE {self.table} VALIDATE CONSTRAINT {self.name}"
        yield from marks(self.table, self.name, self, old)

    def made_for(self, before: Object) -> Self:
        """After the names of columns that the parent's index still has."""
        assert isinstance(before, Constraint)
        same = not self.naming or self.type == "p"
        return self if same else replace(self, naming=[*self.naming[:2], *before.index_columns])

    def as_made(self, whole: Object) -> Self:
        """With what the parent's index has; a foreign key has the parent's name, another one is ``numbered_parts()``'s."""
        assert isinstance(whole, Constraint)
        unchecked = " NOT VALID" if self.type == "f" and whole.definition.endswith(" NOT VALID") else ""
        return replace(
            self,
            name=whole.name if self.type == "f" else self.name,
            definition=self.definition.removesuffix(" NOT VALID") + unchecked,
            options=whole.options,
            tablespace=whole.tablespace,
            clustered=False,
            identifies=False,
        )

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """No row that it refuses, unless it is one that old rows need not satisfy."""
        assert self.parent is not None
        rows = Rows(self.parent, start, goal)
        known = isinstance(old, Constraint) and old.definition == self.definition
        if not rows.there or self.inherited_from or self.of or known or self.definition.endswith("NOT VALID"):
            return
        if self.type == "c":
            if not rows.numbered(self.columns):
                rows = replace(rows, only="NO INHERIT" in self.definition)
                yield rows.where(f"NOT ({self.expression})", f"{self.name} violated", self.columns)
            return
        rows = replace(rows, only=_alone(self.parent, start))
        if self.type == "f":
            yield from self._ask_references(rows)
        elif self.operators:
            pairs = list(zip(self.elements, self.operators, strict=True))
            yield from conflicts(rows, pairs, f"{self.name} violated", self.columns, self.predicate or "")
        else:
            yield from self._ask_unique(rows)

    def _ask_unique(self, rows: Rows) -> Iterator[Question]:
        wrong = f"{', '.join(self.columns)} not unique ({self.name})"
        distinct = not self.definition.startswith("UNIQUE NULLS NOT DISTINCT")
        yield from duplicates(rows, self.columns, wrong, self.columns, distinct=distinct)
        if self.type == "p":
            for name in self.columns:
                column = rows.start.objects.get(rows.column(name).address)
                if column is not None and not vars(column)["not_null"]:
                    yield rows.where(f"{name} IS NULL", f"NULL in {name} ({self.name})")

    def _ask_references(self, rows: Rows) -> Iterator[Question]:
        wrong = f"no such row in {self.references} ({self.name})"
        if rows.numbered(self.columns) or rows.empty(self.columns) or "PERIOD" in self.definition:
            return
        full = " AND ".join(f"referencing.{name} IS NOT NULL" for name in self.columns)
        other = Address("table", str(self.references))
        if other in rows.start.objects:
            there = Rows(other, rows.start, rows.goal, only=_alone(other, rows.start))
            if there.added(self.referenced_columns):
                yield rows.unsaid(wrong, f"the plan adds what {self.name} points to")
                return
            triples = zip(self.referenced_columns, self.operators, self.columns, strict=True)
            same = " AND ".join(f"referenced.{key} {op} referencing.{name}" for key, op, name in triples)
            full += f" AND NOT EXISTS (SELECT FROM {there.source((), 'referenced')} WHERE {same})"
        if "MATCH FULL" in self.definition:
            nulls = ", ".join(f"referencing.{name}" for name in self.columns)
            full = f"({full}) OR num_nulls({nulls}) BETWEEN 1 AND {len(self.columns) - 1}"
        yield rows.where(full, wrong, self.columns, alias="referencing")


def _alone(table: Address, start: Catalog) -> bool:
    """True if the table has heirs that its keys are not about: they are, where the heirs are partitions."""
    if vars(start.objects[table])["partition_by"]:
        return False
    parts = (vars(start.objects[part]) for part in start.children.get(table, ()))
    return any(part.get("has_heirs") for part in parts)


def _label(values: dict[str, Any]) -> str | None:
    """How PostgreSQL calls its index; None of what has none."""
    label = INDEXED.get(values["type"])
    return "excl" if label == "key" and "WITHOUT OVERLAPS" in values["definition"] else label
