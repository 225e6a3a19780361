"""Indexes that do not back a constraint (``pg_index``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schemadiff.kinds.asks import Rows, duplicates
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.index_clauses import without_parameters
from schemadiff.kinds.table import alter_options, marks
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading


@dataclass(frozen=True, kw_only=True)
class Index(Attached):
    """An index; PostgreSQL prints all of it except tablespace and statistics targets."""

    name: str
    definition: str
    """Without its name and storage parameters."""
    options: list[str]
    valid: bool
    complete: bool = field(compare=False)
    """True if it is partitioned and invalid although each partition has its part: that came with ATTACH PARTITION."""
    tablespace: str | None
    statistics: list[str]
    clustered: bool
    clusters_none: bool = field(compare=False)
    identifies: bool
    text: str = field(compare=False)
    """The complete definition."""
    partitioned: bool = field(compare=False)
    # The definition contains what follows; lint rules need it in pieces.
    unique: bool = field(compare=False)
    partial: str | None = field(compare=False)
    method: str = field(compare=False)
    table: str = field(compare=False)
    table_name: str = field(compare=False)
    """The name of the table, unquoted."""
    keys: list[str | None] = field(compare=False)
    """The key columns in order, quoted; None for an expression. INCLUDE columns are not keys."""
    elements: list[str] = field(compare=False)
    """For a unique index: the key columns and expressions."""

    kind = "index"
    catalog = "pg_class"
    printed = ("text", "partial", "elements")
    rebuildable = True
    follows_alter = True
    query = """
        SELECT i.oid AS _oid, x.indrelid AS _parent, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(i.relname) AS identity,
               quote_ident(i.relname) AS name, x.indisclustered AS clustered,
               NOT EXISTS (SELECT FROM pg_index o WHERE o.indrelid = x.indrelid AND o.indisclustered) AS clusters_none,
               x.indisreplident AS identifies,
               pg_get_indexdef(i.oid) AS text, x.indisvalid AS valid, quote_ident(spcname) AS tablespace,
               i.relkind = 'I' AND NOT x.indisvalid AND NOT EXISTS (
                    SELECT FROM pg_inherits p WHERE p.inhparent = x.indrelid AND NOT EXISTS (
                        SELECT FROM pg_inherits q JOIN pg_index o ON o.indexrelid = q.inhrelid AND o.indisvalid
                        WHERE q.inhparent = i.oid AND o.indrelid = p.inhrelid)) AS complete,
               coalesce(i.reloptions, '{}') AS options, i.relkind = 'I' AS partitioned,
               array(SELECT attnum::text || ' ' || attstattarget::text FROM pg_attribute
                     WHERE attrelid = i.oid AND attstattarget >= 0 ORDER BY attnum) AS statistics,
               x.indisunique AS unique, pg_get_expr(x.indpred, x.indrelid) AS partial, amname AS method,
               (x.indkey::int2[])[0:x.indnkeyatts - 1] AS numbers,
               CASE WHEN x.indisunique THEN ARRAY(SELECT pg_get_indexdef(i.oid, n, false)
                                                  FROM generate_series(1, x.indnkeyatts) n) ELSE '{}' END AS elements,
               quote_ident(v.nspname) || '.' || quote_ident(w.relname) AS of, y.indrelid AS above,
               t.relname AS table_name,
               CASE WHEN i.relkind = 'I' THEN (
                    SELECT count(*)::int FROM pg_index o WHERE o.indrelid = x.indrelid AND o.indexrelid < i.oid)
               ELSE 0 END AS rank,
               CASE WHEN w.oid IS NOT NULL THEN array(
                    SELECT coalesce(c.attname, e.attname)::text FROM pg_attribute e
                    LEFT JOIN pg_attribute c ON c.attrelid = x.indrelid AND c.attnum = nullif(x.indkey[e.attnum - 1], 0)
                    WHERE e.attrelid = i.oid AND e.attnum > 0 ORDER BY e.attnum)
               END AS called_columns,
               CASE WHEN i.relkind = 'I' THEN array(
                    SELECT attname::text FROM pg_attribute WHERE attrelid = i.oid AND attnum > 0 ORDER BY attnum)
               ELSE '{}' END AS index_columns
        -- The kinds of relations keep the hash tables small.
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid AND i.relkind IN ('i', 'I')
             JOIN pg_namespace n ON n.oid = i.relnamespace
             JOIN pg_class t ON t.oid = x.indrelid AND t.relkind NOT IN ('i', 'I', 'S', 't')
             JOIN pg_am m ON m.oid = i.relam LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
             -- The parent table's index that this one is a partition of.
             LEFT JOIN (pg_inherits h JOIN pg_class w ON w.oid = h.inhparent
                        JOIN pg_namespace v ON v.oid = w.relnamespace JOIN pg_index y ON y.indexrelid = w.oid)
                  ON h.inhrelid = i.oid
        WHERE i.oid >= 16384 AND n.nspname <> 'pg_toast' AND NOT EXISTS (
                  SELECT FROM pg_constraint
                  WHERE conrelid = x.indrelid AND conindid = x.indexrelid AND contype IN ('p', 'u', 'x'))
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Resolve the key columns, and split name and parameters from the definition."""
        table, oid = values["parent"].identity, values["_parent"]
        values["table"] = table
        found = [reading.address("pg_class", oid, n) if n else None for n in values.pop("numbers")]
        values["keys"] = [a.identity.removeprefix(f"{table}.") if a else None for a in found]
        unnamed = values["text"].replace(f" INDEX {values['name']} ON ", " INDEX ON ", 1)
        values["definition"] = without_parameters(values["options"], unnamed)
        values["options"] = sorted(values["options"])
        above = reading.address("pg_class", values.pop("above") or 0)
        values["link"] = f"{table} from {above.identity}" if above else None
        columns = values.pop("called_columns")
        values["naming"] = [values["table_name"], "idx", *columns] if above else []

    @property
    def nameless(self) -> str:
        """Its definition without the name."""
        return self.definition

    def occupies(self) -> Iterator[Name]:
        """Yield the name that it has now; the identity has the one that it gets."""
        yield self.catalog, f"{self.schema}.{self.name}"

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same under the name ``spare``."""
        del name
        return replace(self, name=spare)

    def hinders(self, before: Object, after: Object) -> bool:
        """Return True if it has statistics targets, which are lost when PostgreSQL builds it again for another type."""
        return bool(self.statistics) and isinstance(after, Column)

    def after(self) -> Iterator[Address]:
        """Yield the owner of its table: as whom PostgreSQL calls the functions that it is built with."""
        yield Address("owner", str(self.parent))

    def create(self) -> Iterator[str]:
        """Yield CREATE INDEX, and the settings that it cannot contain."""
        # PostgreSQL prints ON ONLY for each index on a partitioned table; it is only meant where partitions lack it.
        yield self._placed.replace(" ON ONLY ", " ON ", 1) if self.valid else self._placed
        yield from self._attach(None)
        yield from self.finish()

    def build(self, name: str) -> str:
        """Return CREATE INDEX under another name: CONCURRENTLY, so that writers go on, or ON ONLY a partitioned table."""
        concurrently = "" if self.partitioned else "CONCURRENTLY "
        return self._placed.replace(f" INDEX {self.name} ON ", f" INDEX {concurrently}{name} ON ", 1)

    @property
    def _placed(self) -> str:
        """The definition with the tablespace, which comes before the predicate."""
        where = f" WHERE {self.partial}" if self.partial else ""
        space = f" TABLESPACE {self.tablespace}" if self.tablespace else ""
        return f"{self.text.removesuffix(where)}{space}{where}"

    def finish(self) -> Iterator[str]:
        """Yield the settings that CREATE INDEX cannot contain."""
        yield from self._set_statistics(())
        yield from marks(self.table, self.name, self)

    def alter(self, old: Object) -> Iterator[str]:
        """Yield all changes but those of the definition, for which it raises MustReplace."""
        assert isinstance(old, Index)
        if self._is_another(old, self.changed(old)):
            raise MustReplace
        head = f"ALTER INDEX {self.identity}"
        if self.name != old.name:
            yield f"ALTER INDEX {self.schema}.{old.name} RENAME TO {self.name}"
        yield from self._attach(old)
        if self.tablespace != old.tablespace:
            yield f"{head} SET TABLESPACE {self.tablespace or 'pg_default'}"
        yield from alter_options(head, old.options, self.options)
        yield from self._set_statistics(old.statistics)
        yield from marks(self.table, self.name, self, old)

    def _is_another(self, old: Index, changed: frozenset[str]) -> bool:
        if changed & {"definition", "meaning"} or (self.partitioned and "options" in changed):
            return True
        # An index made ON ONLY a partitioned table becomes valid once the indexes of all partitions are attached.
        lasting = old.complete if self.valid else not self.complete
        if "valid" in changed and (lasting or not self.partitioned):
            return True
        return "of" in changed and not self.moves_from(old)

    def _attach(self, old: Index | None) -> Iterator[str]:
        if self.of and not (old and old.of):
            yield f"ALTER INDEX {self.of} ATTACH PARTITION {self.identity}"

    def _set_statistics(self, old: Sequence[str]) -> Iterator[str]:
        targets, before = (dict(text.split(" ") for text in texts) for texts in (self.statistics, old))
        for number in sorted(targets.keys() | before.keys(), key=int):
            if targets.get(number) != before.get(number):
                target = targets.get(number, -1)
                yield f"ALTER INDEX {self.identity} ALTER COLUMN {number} SET STATISTICS {target}"

    def made_for(self, before: Object) -> Self:
        """Return the same, named after the column names that the parent's existing index has."""
        assert isinstance(before, Index)
        return replace(self, naming=[*self.naming[:2], *before.index_columns])

    def as_made(self, whole: Object) -> Self:
        """Return the same with the parent's parameters and tablespace; ``numbered_parts()`` gives the name."""
        assert isinstance(whole, Index)
        return replace(
            self,
            options=whole.options,
            tablespace=whole.tablespace,
            statistics=[],
            clustered=False,
            clusters_none=True,
            identifies=False,
        )

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the question for rows that a unique index takes as equal."""
        known = isinstance(old, Index) and old.definition == self.definition
        if not self.unique or self.of or known or self.parent is None:
            return
        rows = Rows(self.parent, start, goal)
        if rows.there:
            needs = sorted(b.identity for b in goal.needs.get(self.address, ()) if b.type == "table column")
            columns = [name.removeprefix(f"{self.table}.") for name in needs]
            wrong = f"{', '.join(self.elements)} not unique ({self.name})"
            distinct = "NULLS NOT DISTINCT" not in self.definition
            yield from duplicates(
                rows, self.elements, wrong, columns, where=self.partial or "", distinct=distinct
            )
