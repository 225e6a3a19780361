"""Columns of tables (``pg_attribute``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString, Self

from schemadiff.kinds.aside import IN_KEY
from schemadiff.kinds.asks import Rows, asked_above, misfits
from schemadiff.kinds.casts import keeps_labels, needs_using, unfit, using
from schemadiff.kinds.column_expression import generation_clause
from schemadiff.kinds.column_not_null import add_not_null, alter_not_null, drop_alone, not_null_clause
from schemadiff.kinds.column_query import FROM, SELECT, WHERE
from schemadiff.kinds.column_settings import COMPRESSION, Settings, settings
from schemadiff.kinds.default import Default
from schemadiff.kinds.identity import (
    alter_identity,
    ask_counter,
    generation,
    lost,
    narrowed,
    own_kind,
    usable,
)
from schemadiff.kinds.table import Table, alter_options
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading


@dataclass(frozen=True, kw_only=True)
class Column(Object):
    """A column of a table; an inherited one is created with its parent's, and may differ in details."""

    name: str
    data_type: str
    collation: str | None
    not_null: bool
    not_null_name: str | None
    """The name of the NOT NULL constraint; None before 18, which introduced named ones."""
    not_null_valid: bool
    not_null_no_inherit: bool
    identity_kind: str | None
    identity_options: list[int] | None
    identity_sequence: str | None
    identity_persistence: str | None
    """LOGGED or UNLOGGED if its sequence differs from the table."""
    generated_kind: str | None
    generated: str | None
    storage: str | None
    compression: str | None
    statistics: int | None
    options: list[str]
    domain_over: str | None = field(compare=False)
    """The base type if its type is a domain."""
    labels: list[str] | None = field(default=None, compare=False)
    """The labels of its type, if that is an enum or an array of one."""
    # The position is reported and never enforced: PostgreSQL cannot move a column.
    position: int = field(compare=False)
    usual_storage: str = field(compare=False)
    not_null_usual: bool = field(compare=False)
    """True if the constraint has the name that PostgreSQL chooses by default."""
    not_null_local: bool = field(default=False, compare=False)
    """True if a child table declares the constraint itself, whether or not it inherits it as well."""
    settable: bool = field(compare=False)
    """True if the server can change the expression (17): not of a virtual column where there are checks or publications."""
    identity_usual: bool = field(compare=False)
    """True if its sequence has the name that PostgreSQL chooses by default."""
    identity_type: str | None = field(default=None, compare=False)
    """The type that its sequence counts in, usually its own."""
    identity_apart: bool = field(compare=False)
    """True if child tables would keep PostgreSQL from adding it with its identity in one statement."""
    shares_identity: bool = field(compare=False)
    """True for a column of a partition since 17, which uses the sequence of its parent's."""
    generated_above: bool = field(compare=False)
    """True if it is generated because its parent's is; before 16 its definition must not repeat that."""
    inherited_from: str | None = field(compare=False)
    """The parent table, if its own table does not declare the column."""
    table_persistence: str = field(default="LOGGED", compare=False)
    in_key: bool = field(default=False, compare=False)
    """True if it is in the partition key of its table, so that its type cannot be altered."""
    has_children: bool = field(compare=False)
    toast: list[str] = field(compare=False)
    """The parameters of the table's TOAST table, if this column can be the reason that there is one."""
    of_type: str | None = field(compare=False)
    """The type that its table is OF, and that the column comes from."""
    table: str = field(compare=False)  # in the identity

    kind = "table column"
    catalog = "pg_class"
    printed = ("generated",)
    placed = True
    inlines = True
    query = (
        SELECT
        + """NULL AS not_null_name, true AS not_null_valid, false AS not_null_no_inherit,
             false AS not_null_local, true AS not_null_usual"""
        + FROM
        + WHERE
    )
    query_18: ClassVar[LiteralString] = (
        SELECT
        + """quote_ident(n.conname) AS not_null_name, coalesce(n.convalidated, true) AS not_null_valid,
             coalesce(n.connoinherit, false) AS not_null_no_inherit, coalesce(n.conislocal, false) AS not_null_local,
             coalesce(n.conname = c.relname || '_' || attname || '_not_null' AND n.alone, true) AS not_null_usual"""
        + FROM
        # OFFSET keeps it a subquery: otherwise it runs once a column, each time over all constraints of the table.
        + """LEFT JOIN (SELECT conrelid, conkey[1] AS number, conname, convalidated, connoinherit, conislocal,
                               (conname, connamespace) NOT IN (
                                    SELECT conname, connamespace FROM pg_constraint
                                    -- An inherited NOT NULL has its parent's name, and is no other use of it.
                                    WHERE coninhcount = 0 OR conislocal OR contype <> 'n'
                                    GROUP BY conname, connamespace HAVING count(*) > 1) AS alone
                        FROM pg_constraint
                        WHERE contype = 'n' OFFSET 0) n ON n.conrelid = attrelid AND n.number = attnum"""
        + WHERE
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 18 stores NOT NULL as named constraints."""
        return cls.query_18 if version >= 180000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Assemble the identity and the type."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['table']}.{values['name']}"
        table = reading.objects[values["parent"]]
        options = table.options if isinstance(table, Table) else ()
        plain = (values["storage"] or values["usual_storage"]) == "p"
        values["toast"] = [] if plain else [o for o in options if o.startswith("toast.")]
        values["data_type"] = reading.types[values.pop("atttypid"), values.pop("atttypmod")]
        if values["identity_options"]:
            values["identity_options"] = usable(values["identity_options"], values["data_type"])
        element = values["data_type"].removesuffix("[]")
        # The search_path is empty, so that a type without a schema is PostgreSQL's own.
        enum = reading.objects.get(Address("type", element)) if "." in element else None
        values["labels"] = vars(enum).get("labels") if enum else None

    def inline_in(self, host: Object) -> bool:
        """Return True unless the column is inherited: then PARTITION OF or INHERITS supplies it."""
        return isinstance(host, Table) and self.inherited_from is None

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Return its line in CREATE TABLE."""
        if not self.of_type:
            return self.line(parts)
        text = self._default(parts) + not_null_clause(self)
        return f"{self.name} WITH OPTIONS{text}" if text else None

    def line(self, parts: Sequence[Object]) -> str:
        """Return its complete definition, as after ADD COLUMN."""
        text = f"{self.name} {self.data_type}"
        text += f" COMPRESSION {COMPRESSION[self.compression]}" if self.compression else ""
        text += f" COLLATE {self.collation}" if self.collation else ""
        text += generation_clause(self)
        return text + self._default(parts) + not_null_clause(self)

    def _default(self, parts: Sequence[Object]) -> str:
        own = next((p for p in parts if isinstance(p, Default) and p.parent == self.address), None)
        return f" DEFAULT {own.expression}" if own else ""

    def finish(self) -> Iterator[str]:
        """Yield what only ALTER COLUMN can express: STORAGE (in CREATE TABLE since 16), the identity in a typed table."""
        if self.not_null and not self.not_null_valid:
            yield add_not_null(self)
        if self.of_type and own_kind(self):
            yield f"ALTER TABLE {self.table} ALTER COLUMN {self.name} ADD {generation(self)}"
        if self.identity_persistence:
            yield f"ALTER SEQUENCE {self.identity_sequence} SET {self.identity_persistence}"
        # Unlike the rest, COMPRESSION is in the definition already.
        said = Settings(None, self.compression)
        only = "ONLY " if self.has_children else ""
        yield from settings(f"ALTER TABLE {only}{self.table} ALTER COLUMN {self.name}", self, said)

    def create(self) -> Iterator[str]:
        """ALTER TABLE ... ADD COLUMN."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield ADD COLUMN together with the default, so that PostgreSQL can fill old rows without a rewrite."""
        if self.of_type:
            # ALTER TYPE ... ADD ATTRIBUTE has added the bare column.
            plain = self.not_null and not self.not_null_valid
            yield from self.alter(replace(self, not_null=plain))
            yield from (sql for part in parts for sql in part.create())
        else:
            # Its table may not be a child yet: then the column needs the expression itself.
            first = replace(self, identity_kind=None) if self.identity_apart else self
            yield f"ALTER TABLE {self.table} ADD COLUMN {replace(first, generated_above=False).line(parts)}"
            yield from self.alter(first) if self.identity_apart else ()
        yield from self.finish()
        yield from self._keep_toast(None)

    def drop(self) -> Iterator[str]:
        """Yield DROP COLUMN; nothing for a typed table, which loses the column with the attribute of its type."""
        if not self.of_type:
            yield f"ALTER TABLE {self.table} DROP COLUMN {self.name}"

    def drop_alone(self) -> Iterator[str]:
        """Yield DROP COLUMN with ONLY: child tables keep theirs, as columns of their own."""
        yield from drop_alone(self)

    def alter(self, old: Object) -> Iterator[str]:
        """Yield the alterations; raise MustReplace for changes of a generated column that PostgreSQL does not support."""
        assert isinstance(old, Column)
        changed = self.changed(old)
        head = f"ALTER TABLE {self.table} ALTER COLUMN {self.name}"
        if changed & {"generated", "generated_kind", "meaning"}:
            if old.generated_kind == "s" and not self.generated_kind:
                yield f"{head} DROP EXPRESSION"
            elif not (self.settable and old.settable) or old.generated_kind != self.generated_kind:
                raise MustReplace
        if self.generated_kind and needs_using(old.holds, self.holds):
            raise MustReplace  # it takes no USING, and nothing is lost with it
        if own_kind(old) and not own_kind(self):
            yield f"{head} DROP IDENTITY"
        if first := narrowed(self, old):
            yield from alter_identity(self, old, head)
        if changed & {"data_type", "collation"}:
            yield self._retype(old, head)
            yield from self._keep_toast(old)
        if self.generated and changed & {"generated", "meaning"}:
            yield f"{head} SET EXPRESSION AS ({self.generated})"
        # ALTER TYPE, even for the collation alone, resets storage and compression to the defaults of the new type.
        was = Settings(None, None, old.statistics, old.options) if self.disturbs(old) else old
        # Before NOT NULL, which may have to wait for the rows: new child tables get them from here.
        yield from settings(head, self, was, self.usual_storage)
        yield from alter_not_null(self, old, head)
        if own_kind(self) and not first:
            yield from alter_identity(self, old, head, retyped=self.data_type != old.data_type)

    def _keep_toast(self, old: Object | None) -> Iterator[str]:
        """Yield the TOAST parameters again: they are lost without a TOAST table, so with the last column that needed it."""
        if not isinstance(old, Column) or old.usual_storage == "p":
            yield from alter_options(f"ALTER TABLE {self.table}", (), self.toast)

    def _retype(self, old: Column, head: str) -> str:
        collate = f" COLLATE {self.collation}" if self.collation else ""
        # Compare base types, as assignment does: an explicit cast to a domain would truncate what is too long.
        told = using(self.name, old.data_type, self.data_type) if needs_using(old.holds, self.holds) else ""
        return f"{head} TYPE {self.data_type}{collate}{told}"

    def occupies(self) -> Iterator[Name]:
        """Yield the names of the identity sequence and of the NOT NULL constraint."""
        if self.identity_sequence:
            yield "pg_class", self.identity_sequence
        if self.not_null_name:
            yield "pg_constraint", f"{self.not_null_name} on {self.table}"

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same with its sequence or its NOT NULL constraint renamed to ``spare``."""
        if name == ("pg_class", self.identity_sequence):
            return replace(self, identity_sequence=f"{self.schema}.{spare}")
        return replace(self, not_null_name=spare)

    def chosen(self) -> Iterator[str]:
        """Yield the name of its NOT NULL: by default, PostgreSQL chooses one that is free in the whole schema."""
        if self.not_null_name:
            yield f"{self.schema}.{self.not_null_name}"

    def told(self) -> Self:
        """Return the same with the name of its NOT NULL written out."""
        return replace(self, not_null_usual=False)

    def hinders(self, before: Object, after: Object) -> bool:
        """Return True if it is generated: it is dropped and added again, without loss, when its base column changes."""
        return self.generated_kind is not None

    def recast(self, old: Object) -> Iterator[str]:
        """Yield the conversion through text, which old and new form of a type have in common."""
        yield from self._recast(old, "::text")

    def recast_by_cast(self, old: Object) -> Iterator[str]:
        """Yield the conversion by casts to each type's successor, also of array elements; by text from or to an array."""
        alike = str(vars(old)["data_type"]).endswith("[]") == self.data_type.endswith("[]")
        yield from self._recast(old, "" if alike else "::text")

    def recast_to_text(self) -> Iterator[str]:
        """Yield the conversion to text; an inherited column is converted with its parent's."""
        if self.inherited_from is None:
            yield f"ALTER TABLE {self.table} ALTER COLUMN {self.name} TYPE text USING {self.name}::text"

    def _recast(self, old: Object, through: str) -> Iterator[str]:
        if self.in_key:
            raise MustReplace(IN_KEY.format(table=self.table, name=self.name))
        if self.inherited_from is None:
            collate = f" COLLATE {self.collation}" if self.collation else ""
            head = f"ALTER TABLE {self.table} ALTER COLUMN {self.name}"
            yield f"{head} TYPE {self.data_type}{collate} USING {self.name}{through}::{self.data_type}"
            yield from settings(head, self, Settings(None, None, self.statistics, self.options))
        yield from self._keep_toast(old)

    def disturbs(self, old: Object) -> bool:
        """Return True if type or collation change: PostgreSQL refuses that if views, policies, triggers or rules use it."""
        return bool(self.changed(old) & {"data_type", "collation"})

    @property
    def holds(self) -> str:
        """The type of its values: the base type if its type is a domain, else the type itself."""
        return self.domain_over or self.data_type

    def alters_with_loss(self, old: Object) -> str:
        """Return what is lost: values that the new type truncates or rejects, and the counter of a dropped identity.

        The CHECKs of a domain lose nothing: they fail instead.
        """
        if not isinstance(old, Column):
            return ""
        types = (old.data_type, self.data_type)
        unfitting = unfit(f"column {self.identity}", old.holds, self.holds, types)
        counter = lost(self, old, f"the sequence value of column {self.identity}")
        return ", ".join(filter(None, (counter, "" if keeps_labels(old, self) else unfitting)))

    def replaces_with_loss(self, old: Object) -> str:
        """Return the loss if it is created again: the values of a virtual column, or the counter of an identity."""
        if isinstance(old, Column) and old.generated_kind and not self.generated_kind:
            return f"the computed values of column {self.identity}"
        counts = isinstance(old, Column) and own_kind(old)
        return f"the sequence value of column {self.identity}" if counts else ""

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for NULLs under a new NOT NULL and for values that do not fit the new type."""
        rows = Rows(Address("table", self.table), start, goal, only=self.not_null_no_inherit)
        if asked_above(self, start):
            return
        needed = self.not_null and self.not_null_valid
        if needed and rows.there and old is None and (rows.empty([self.name]) or self.identity_apart):
            yield rows.where("", f"no value for the new column {self.name}")
        if not isinstance(old, Column):
            return
        if needed and not (old.not_null and old.not_null_valid):
            yield rows.where(f"{self.name} IS NULL", f"NULL in {self.name}")
        if not self.generated_kind and not keeps_labels(old, self):
            yield from misfits(rows, self.name, old.data_type, self.data_type)
        yield from ask_counter(self, old)

    @property
    def place(self) -> int:
        """Its position in the table: new columns are added in the order of the files."""
        return self.position

    @property
    def loss(self) -> str:
        """Its values, unless it is a generated column."""
        return "" if self.generated_kind else f"column {self.identity} with all its values"
