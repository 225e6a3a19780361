"""Constraints of tables (``pg_constraint``); NOT NULL is a property of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schemadiff.kinds.asks import Rows, conflicts, duplicates, stands_alone
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.casts import share_keys
from schemadiff.kinds.column import Column
from schemadiff.kinds.deferrable import deferred_alike, deferring
from schemadiff.kinds.index_clauses import with_index_clauses, without_parameters
from schemadiff.kinds.table import Table, alter_options, marks
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading

INDEXED = {"p": "pkey", "u": "key", "x": "excl"}
"""The types that have an index, with the label that PostgreSQL puts into its name."""


@dataclass(frozen=True, kw_only=True)
class Constraint(Attached):
    """A primary key, unique, foreign key, check or exclusion constraint."""

    name: str
    definition: str
    tablespace: str | None
    clustered: bool
    clusters_none: bool = field(compare=False)
    identifies: bool
    options: list[str]
    """Storage parameters of its index, which ``definition`` does not contain."""
    partitioned: bool = field(compare=False)
    """True if its index is partitioned: then the parameters cannot be altered."""
    valid: bool
    """False if it was created ON ONLY a partitioned table and partitions still lack theirs."""
    serves: str | None  # the parent's plain index that its own is a part of
    # The definition contains what follows; lint rules need it in pieces.
    type: str = field(compare=False)
    """``contype``: p, u, f, c, x."""
    columns: list[str] = field(compare=False)
    references: str | None = field(compare=False)
    """The table that a foreign key references."""
    on_delete: str = field(compare=False)
    on_update: str = field(compare=False)
    inheritable: bool = field(compare=False)
    """True if inheritance children get it as well."""
    inherited_from: str | None = field(compare=False)
    """The parent table, if its own table does not declare the constraint."""
    alone: bool = field(compare=False)
    """False for a CHECK that is inherited, or that others inherit: PostgreSQL renames all of them together."""
    unchecked_in: list[str] = field(compare=False)
    """The child tables that inherit it NOT VALID: they must be attached before it is added."""
    repeats: bool = field(compare=False)
    """True if another key has the same columns: CREATE TABLE would silently create one of the two."""
    of_index: str | None = field(compare=False)
    """The index of the parent's constraint."""
    stays: bool = field(compare=False)
    table_name: str = field(compare=False)  # the table's own, unquoted
    table: str = field(compare=False)
    expression: str | None = field(compare=False)  # for a CHECK
    settles: bool = field(compare=False)
    """True of a CHECK that PostgreSQL prints otherwise once it has read what it prints."""
    operators: list[str] = field(compare=False)
    """For a foreign key or an exclusion constraint, one for each column or element."""
    referenced_columns: list[str] = field(compare=False)
    elements: list[str] = field(compare=False)
    """The columns and expressions that an exclusion constraint compares."""
    predicate: str | None = field(compare=False)
    """The WHERE condition of an exclusion constraint."""

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
               NOT EXISTS (SELECT FROM pg_index o WHERE o.indrelid = c.conrelid AND o.indisclustered) AS clusters_none,
               coalesce(indisreplident, false) AS identifies, coalesce(i.reloptions, '{}') AS options,
               coalesce(i.relkind = 'I', false) AS partitioned, coalesce(x.indisvalid, true) AS valid,
               c.contype = 'c' AND NOT c.connoinherit AS inheritable,
               c.contype <> 'c' OR (c.coninhcount = 0 AND (c.connoinherit OR NOT EXISTS (
                    SELECT FROM pg_inherits WHERE inhparent = c.conrelid))) AS alone,
               quote_ident(w.conname) AS of, w.conrelid AS above,
               (SELECT quote_ident(n.nspname) || '.' || quote_ident(o.relname) FROM pg_class o
                JOIN pg_namespace n ON n.oid = o.relnamespace WHERE o.oid = w.conindid) AS of_index,
               CASE WHEN i.oid IS NOT NULL AND w.oid IS NULL THEN (
                    SELECT quote_ident(n.nspname) || '.' || quote_ident(o.relname) FROM pg_inherits h
                    JOIN pg_class o ON o.oid = inhparent JOIN pg_namespace n ON n.oid = o.relnamespace
                    WHERE inhrelid = i.oid) END AS serves,
               -- 14 drops a partition's inherited foreign key to a partitioned table when the partition is detached.
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
               CASE WHEN c.contype = 'c' THEN pg_get_constraintdef(c.oid) END AS stored,
               c.confkey AS referenced_numbers,
               -- One operator at a time, by its oid: a join reads all of pg_operator for each constraint.
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
                         JOIN pg_constraint h ON h.conrelid = inhrelid AND h.conname::text = c.conname::text
                    WHERE inhparent = c.conrelid AND NOT h.convalidated AND NOT h.conislocal
                          AND pg_get_constraintdef(h.oid) LIKE '%% NOT VALID' ORDER BY 1) ELSE '{}' END AS unchecked_in,
               CASE WHEN c.contype = 'c' AND NOT c.conislocal THEN (
                    SELECT quote_ident(n.nspname) || '.' || quote_ident(p.relname)
                    FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
                         JOIN pg_namespace n ON n.oid = p.relnamespace
                         JOIN pg_constraint o ON o.conrelid = inhparent AND o.conname::text = c.conname::text
                    WHERE inhrelid = c.conrelid ORDER BY inhseqno LIMIT 1) END AS inherited_from
        -- Kinds keep the hash tables small; ::text keeps names off their index: all partitions have constraints of one.
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid AND t.relkind NOT IN ('i', 'I', 'S', 't')
             LEFT JOIN pg_class i ON i.oid = c.conindid AND c.contype IN ('p', 'u', 'x') AND i.relkind IN ('i', 'I')
             LEFT JOIN pg_index x ON x.indexrelid = i.oid LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
             LEFT JOIN pg_constraint w ON w.oid = c.conparentid AND w.contype <> 'n'
        WHERE c.oid >= 16384 AND c.contype IN ('p', 'u', 'f', 'c', 'x')
              -- A foreign key to a partitioned table has an internal row for each partition of that table.
              AND w.conrelid IS DISTINCT FROM c.conrelid
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Resolve column numbers and the referenced table."""
        table = values["table"] = values["parent"].identity
        values["settles"] = values.pop("stored") not in (None, values["definition"])
        # EXCLUDE is printed with the parameters, other keys are not.
        values["definition"] = without_parameters(values["options"], values["definition"])
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
        """True for a foreign key that is not inherited: it is dropped before the tables that it connects."""
        return self.type == "f" and self.of is None

    @property
    def nameless(self) -> str:
        """Its definition."""
        return self.definition

    def occupies(self) -> Iterator[Name]:
        """Yield its name among the table's constraints, and the name of its index."""
        yield self.catalog, f"{self.name} on {self.table}"
        if self.type in INDEXED:
            yield "pg_class", f"{self.schema}.{self.name}"

    def stands_for(self) -> tuple[Address, Address] | None:
        """Return its dependency on the parent's index that its own is a part of: cutting that does not drop the key."""
        return (self.address, Address("index", self.serves)) if self.serves else None

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same under the name ``spare``."""
        del name
        return replace(self, name=spare)

    def hinders(self, before: Object, after: Object) -> bool:
        """Return True for a foreign key whose columns cannot be compared while only one of them has its new type."""
        if self.type != "f" or not isinstance(before, Column) or not isinstance(after, Column):
            return False
        return before.data_type == after.data_type or not share_keys(before.data_type, after.data_type)

    def inline_in(self, host: Object) -> bool:
        """Return True for a plain table, unless it is a foreign key (needs two tables), NOT VALID, or repeats a key's columns."""
        plain = isinstance(host, Table) and not host.partition_of and not host.of_type
        apart = self.type == "f" or self.repeats or not self.valid or self.definition.endswith("NOT VALID")
        return plain and not apart

    def inline(self, parts: Sequence[Object]) -> str:
        """Return its line in CREATE TABLE, which is also the text after ADD."""
        text = with_index_clauses(self.definition, self.predicate, self.options, self.tablespace)
        return f"CONSTRAINT {self.name} {text}"

    def finish(self) -> Iterator[str]:
        """Yield the marks of its index, which its text cannot contain."""
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
        """Yield DROP CONSTRAINT with ONLY: child tables keep theirs, as constraints of their own."""
        yield f"ALTER TABLE ONLY {self.table} DROP CONSTRAINT {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """Yield the rename, the validation, and the changes of its index; raise MustReplace for a new definition."""
        assert isinstance(old, Constraint)
        before = self._deferred_alike(old)
        if before not in (self.definition, f"{self.definition} NOT VALID"):
            raise MustReplace
        if self.meaning != old.meaning or (self.of != old.of and not self.moves_from(old)):
            raise MustReplace
        if self.partitioned and (self.options != old.options or self.valid < old.valid):
            raise MustReplace
        if self.name != old.name and self.type in INDEXED:
            # It renames the constraint as well, and locks neither readers nor writers of the table out.
            yield f"ALTER INDEX {self.schema}.{old.name} RENAME TO {self.name}"
        elif self.name != old.name:
            yield f"ALTER TABLE {self.table} RENAME CONSTRAINT {old.name} TO {self.name}"
        yield from self._attach(old)
        if self.tablespace != old.tablespace:
            yield f"{self._index} SET TABLESPACE {self.tablespace or 'pg_default'}"
        yield from alter_options(self._index, old.options, self.options)
        if before != old.definition:
            yield f"ALTER TABLE {self.table} ALTER CONSTRAINT {self.name} {deferring(self.definition)}"
        if self.definition != before:
            yield f"ALTER TABLE {self.table} VALIDATE CONSTRAINT {self.name}"
        yield from marks(self.table, self.name, self, old)

    def _deferred_alike(self, old: Constraint) -> str:
        return deferred_alike(old.definition, self.definition) if self.type == "f" else old.definition

    def made_for(self, before: Object) -> Self:
        """Return the same, named after the column names that the parent's existing index has."""
        assert isinstance(before, Constraint)
        same = not self.naming or self.type == "p"
        return self if same else replace(self, naming=[*self.naming[:2], *before.index_columns])

    def as_made(self, whole: Object) -> Self:
        """Return it as the parent's: a foreign key gets the parent's name, for others see ``numbered_parts()``."""
        assert isinstance(whole, Constraint)
        unchecked = " NOT VALID" if whole.definition.endswith(" NOT VALID") else ""
        foreign = self.definition.removesuffix(" NOT VALID") + unchecked
        return replace(
            self,
            name=whole.name if self.type == "f" else self.name,
            definition=foreign if self.type == "f" else whole.definition,
            options=whole.options,
            tablespace=whole.tablespace,
            clustered=False,
            clusters_none=True,
            identifies=False,
        )

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for rows that violate it; none for NOT VALID, which existing rows need not satisfy."""
        assert self.parent is not None
        rows = Rows(self.parent, start, goal)
        known = isinstance(old, Constraint) and self._deferred_alike(old) == self.definition
        if not rows.there or self.inherited_from or self.of or known or self.definition.endswith("NOT VALID"):
            return
        if self.type == "c":
            if not rows.numbered(self.columns):
                rows = replace(rows, only="NO INHERIT" in self.definition)
                yield rows.where(f"NOT ({self.expression})", f"{self.name} violated", self.columns)
            return
        rows = replace(rows, only=stands_alone(self.parent, start))
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
            there = Rows(other, rows.start, rows.goal, only=stands_alone(other, rows.start))
            if there.added(self.referenced_columns):
                yield rows.unsaid(wrong, f"the plan adds what {self.name} references")
                return
            triples = zip(self.referenced_columns, self.operators, self.columns, strict=True)
            same = " AND ".join(f"referenced.{key} {op} referencing.{name}" for key, op, name in triples)
            full += f" AND NOT EXISTS (SELECT FROM {there.source((), 'referenced')} WHERE {same})"
        if "MATCH FULL" in self.definition:
            nulls = ", ".join(f"referencing.{name}" for name in self.columns)
            full = f"({full}) OR num_nulls({nulls}) BETWEEN 1 AND {len(self.columns) - 1}"
        yield rows.where(full, wrong, self.columns, alias="referencing")


def _label(values: dict[str, Any]) -> str | None:
    """Return the label in the name of its index; None without an index."""
    label = INDEXED.get(values["type"])
    return "excl" if label == "key" and "WITHOUT OVERLAPS" in values["definition"] else label
