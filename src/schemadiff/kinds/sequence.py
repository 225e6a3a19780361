"""Sequences (``pg_sequence``), except those of identity columns, and the columns that own them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schemadiff.kinds.asks import outside_bounds
from schemadiff.kinds.casts import BOUNDS
from schemadiff.kinds.counter import Counting
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading

VIEW_COLUMN = "view column"


@dataclass(frozen=True, kw_only=True)
class Sequence(Object):
    """A sequence; the value of its counter is data, not schema."""

    data_type: str
    increment: int
    minimum: int
    maximum: int
    start: int
    cache: int
    cycle: bool
    unlogged: bool
    linked: str | None = field(compare=False)
    """The table whose column owns it, with which it changes its owner; SequenceOwner names the column."""
    counts_for: str | None = field(compare=False)
    """The identity of the column that owns it."""

    kind = "sequence"
    catalog = "pg_class"
    rare = "pg_sequence"
    query = """
        SELECT c.oid AS _oid, relowner AS _owner, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(relname) AS identity,
               format_type(seqtypid, NULL) AS data_type, seqincrement AS increment,
               seqmin AS minimum, seqmax AS maximum, seqstart AS start,
               seqcache AS cache, seqcycle AS cycle, relpersistence = 'u' AS unlogged,
               (SELECT quote_ident(m.nspname) || '.' || quote_ident(t.relname)
                FROM pg_depend JOIN pg_class t ON t.oid = refobjid JOIN pg_namespace m ON m.oid = t.relnamespace
                WHERE classid = 'pg_class'::regclass AND objid = seqrelid
                      AND refclassid = 'pg_class'::regclass AND deptype = 'a' AND refobjsubid > 0) AS linked,
               (SELECT quote_ident(m.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(attname)
                FROM pg_depend JOIN pg_class t ON t.oid = refobjid JOIN pg_namespace m ON m.oid = t.relnamespace
                     JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
                WHERE classid = 'pg_class'::regclass AND objid = seqrelid
                      AND refclassid = 'pg_class'::regclass AND deptype = 'a' AND refobjsubid > 0) AS counts_for
        FROM pg_sequence s JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
        WHERE c.oid >= 16384 AND relpersistence <> 't' AND NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = seqrelid AND deptype = 'i')
    """

    def twin(self) -> tuple[str, ...] | None:
        """Return the owning column, which identifies it under any name: so a renamed table's sequence keeps its counter."""
        return (self.kind, self.counts_for) if self.counts_for else None

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same under the name ``spare``."""
        del name
        return replace(self, identity=f"{self.schema}.{spare}")

    @property
    def options(self) -> Mapping[str, str]:
        """All options by field, as CREATE and ALTER SEQUENCE take them."""
        return {
            "data_type": f"AS {self.data_type}",
            "increment": f"INCREMENT BY {self.increment}",
            "minimum": f"MINVALUE {self.minimum}",
            "maximum": f"MAXVALUE {self.maximum}",
            "start": f"START WITH {self.start}",
            "cache": f"CACHE {self.cache}",
            "cycle": "CYCLE" if self.cycle else "NO CYCLE",
        }

    def create(self) -> Iterator[str]:
        """CREATE SEQUENCE, with the options that are not the defaults."""
        words = [words for name, words in self.options.items() if getattr(self, name) != self._usual[name]]
        yield " ".join([f"CREATE {'UNLOGGED ' if self.unlogged else ''}SEQUENCE {self.identity}", *words])

    @property
    def _usual(self) -> Mapping[str, object]:
        """The defaults of all options (manual, CREATE SEQUENCE): some depend on others."""
        end = BOUNDS[self.data_type]
        low, high = (1, end - 1) if self.increment > 0 else (-end, -1)
        start = self.minimum if self.increment > 0 else self.maximum
        return {
            "data_type": "bigint", "increment": 1, "minimum": low, "maximum": high, "start": start, "cache": 1,
            "cycle": False,
        }  # fmt: skip

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER SEQUENCE; the counter keeps its value unless new bounds exclude it."""
        if not isinstance(old, Sequence):
            raise MustReplace
        changed = self.changed(old) - {"identity"}
        if self.identity != old.identity:
            if self.schema != old.schema:
                raise MustReplace
            yield f"ALTER SEQUENCE {old.identity} RENAME TO {self.identity.removeprefix(f'{self.schema}.')}"
        if changed - {"unlogged"}:
            wide = max((old.data_type, self.data_type), key=("smallint", "integer", "bigint").index)
            moves = [*self.counting.moves(old.counting, self.identity, f" AS {wide}")]
            yield from moves
            # Another type changes the bounds that are the limits of the old one.
            told = changed | ({"minimum", "maximum"} if "data_type" in changed else set())
            words = [words for name, words in self.options.items() if moves or name in told]
            yield f"ALTER SEQUENCE {self.identity} {' '.join(words)}"
        if "unlogged" in changed:
            yield f"ALTER SEQUENCE {self.identity} SET {'UNLOGGED' if self.unlogged else 'LOGGED'}"

    @property
    def counting(self) -> Counting:
        """Start, increment and bounds."""
        return Counting(self.start, self.increment, self.minimum, self.maximum)

    def alters_with_loss(self, old: Object) -> str:
        """Return the loss of the counter if numbers can repeat: an unlogged sequence restarts after a crash."""
        if not isinstance(old, Sequence):
            return ""
        said = [f"{self.loss} with the next crash or failover"] if self.unlogged and not old.unlogged else []
        if where := self.counting.where_lost(old.counting):
            said.append(f"{self.loss}{where}")
        return ", ".join(said)

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the question for a counter outside of new bounds, unless the plan moves it."""
        if not isinstance(old, Sequence) or self.counting.leaves_out(old.counting):
            return
        if self.minimum > old.minimum or self.maximum < old.maximum:
            name = start.formerly.get(self.address, self.identity)
            yield outside_bounds(self.address, name, self.minimum, self.maximum)

    @property
    def loss(self) -> str:
        """The value of its counter."""
        return f"the current value of sequence {self.identity}"


@dataclass(frozen=True, kw_only=True)
class SequenceOwner(Object):
    """``OWNED BY``: a separate object because it refers from the sequence to a column that is created later."""

    sequence: str
    column: str
    table: str = field(compare=False)  # in the column
    column_type: str = field(compare=False)
    table_type: str = field(compare=False)
    """The owning column may be that of a foreign table, or of a view."""

    kind = "sequence owner"
    catalog = "pg_depend"
    rare = "pg_sequence"
    query = """
        SELECT objid AS _oid, objid AS _parent, refobjid, refobjsubid,
               (SELECT quote_ident(nspname) || '.' || quote_ident(relname)
                FROM pg_class v JOIN pg_namespace n ON n.oid = relnamespace
                WHERE v.oid = refobjid AND relkind = 'v') AS view
        FROM pg_depend JOIN pg_class c ON c.oid = objid AND c.relkind = 'S'
        WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
              AND deptype = 'a' AND refobjsubid > 0
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its sequence."""
        values["sequence"] = values["identity"] = values["parent"].identity
        at = "pg_class", values.pop("refobjid"), values.pop("refobjsubid")
        column = reading.address(*at)
        owner = reading.objects.get(column) if column else None
        table = owner.parent if owner else None
        if view := values.pop("view"):
            # Views are read later.
            table, column = Address("view", view), Address(VIEW_COLUMN, f"{view}.{reading.view_column(*at)}")
        values["column"] = column.identity if column else "NONE"
        values["column_type"] = column.type if column else "table column"
        values["table"], values["table_type"] = (table.identity, table.type) if table else ("", "table")

    @property
    def holder(self) -> Address:
        """The column, or the view that it is a part of, for those of views are no objects of their own."""
        whole = self.column_type == VIEW_COLUMN
        return Address(self.table_type, self.table) if whole else Address(self.column_type, self.column)

    def stands_for(self) -> tuple[Address, Address]:
        """Return the dependency of the sequence on its column: without OWNED BY it outlives the column."""
        return Address("sequence", self.sequence), self.holder

    def needs(self) -> Iterator[Address]:
        """Yield the column, and the owners of sequence and table: both must be the same role before."""
        yield self.holder
        yield Address("owner", f"sequence {self.sequence}")
        yield Address("owner", f"{self.table_type} {self.table}")

    def create(self) -> Iterator[str]:
        """ALTER SEQUENCE ... OWNED BY."""
        yield f"ALTER SEQUENCE {self.sequence} OWNED BY {self.column}"

    def drop(self) -> Iterator[str]:
        """ALTER SEQUENCE ... OWNED BY NONE."""
        yield f"ALTER SEQUENCE {self.sequence} OWNED BY NONE"

    def alter(self, old: Object) -> Iterator[str]:
        """Assign it to another column; raise MustReplace for another table, whose owner it must have first."""
        assert isinstance(old, SequenceOwner)
        if self.table != old.table:
            raise MustReplace
        yield from self.create()
