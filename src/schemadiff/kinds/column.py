"""Columns of tables (``pg_attribute``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString, Self

from schemadiff.kinds.aside import IN_KEY
from schemadiff.kinds.asks import Rows, misfits
from schemadiff.kinds.casts import needs_using, unfit, using
from schemadiff.kinds.column_query import FROM, SELECT, WHERE
from schemadiff.kinds.column_settings import COMPRESSION, Settings, settings
from schemadiff.kinds.default import Default
from schemadiff.kinds.identity import alter_identity, ask_counter, generation, narrowed, own_kind
from schemadiff.kinds.table import Table, alter_options
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading


@dataclass(frozen=True, kw_only=True)
class Column(Object):
    """A column; those that a table inherits come with the parent, and may differ in details."""

    name: str
    data_type: str
    collation: str | None
    not_null: bool
    not_null_name: str | None
    """The name of the NOT NULL constraint; None before 18, which has no such constraints."""
    not_null_valid: bool
    not_null_no_inherit: bool
    identity_kind: str | None
    identity_options: list[int] | None
    identity_sequence: str | None
    identity_persistence: str | None
    """LOGGED or UNLOGGED where its sequence is not as its table is."""
    generated_kind: str | None
    generated: str | None
    storage: str | None
    compression: str | None
    statistics: int | None
    options: list[str]
    domain_over: str | None = field(compare=False)
    """What its type is a domain over."""
    # Position is reported and never enforced: PostgreSQL has no way to move a column.
    position: int = field(compare=False)
    usual_storage: str = field(compare=False)
    """How the type is stored without a word."""
    not_null_usual: bool = field(compare=False)
    """True if the constraint has the name that PostgreSQL gives it without being told one."""
    not_null_local: bool = field(default=False, compare=False)
    """True if the constraint is the heir's own, whether or not it is inherited as well."""
    settable: bool = field(compare=False)
    """True if the server can give a generated column another expression (17)."""
    identity_usual: bool = field(compare=False)
    """True if its sequence has the name that PostgreSQL gives it without being told one."""
    shares_identity: bool = field(compare=False)
    """True of a partition's since 17: it counts with its parent's."""
    generated_above: bool = field(compare=False)
    """True if it is computed because its parent's is, and before 16 must not say so itself."""
    inherited_from: str | None = field(compare=False)
    """The table that it comes from, when its own does not declare it."""
    table_persistence: str = field(default="LOGGED", compare=False)
    """LOGGED or UNLOGGED, as its table is."""
    in_key: bool = field(default=False, compare=False)
    """True if its table is partitioned by it, so that nothing can change its type."""
    has_heirs: bool = field(compare=False)
    toast: list[str] = field(compare=False)
    """The parameters of the TOAST table of its table, where it can be the reason that there is one."""
    of_type: str | None = field(compare=False)
    """The type that its table is OF, and that it comes from."""
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
        # OFFSET keeps it whole: otherwise it is looked up once a column, and each time all that the table has.
        + """LEFT JOIN (SELECT conrelid, conkey[1] AS number, conname, convalidated, connoinherit, conislocal,
                               (conname, connamespace) NOT IN (
                                    SELECT conname, connamespace FROM pg_constraint
                                    GROUP BY conname, connamespace HAVING count(*) > 1) AS alone
                        FROM pg_constraint
                        WHERE contype = 'n' OFFSET 0) n ON n.conrelid = attrelid AND n.number = attnum"""
        + WHERE
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """18 stores NOT NULL as constraints with names."""
        return cls.query_18 if version >= 180000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Put identity and type together."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['table']}.{values['name']}"
        table = reading.objects[values["parent"]]
        options = table.options if isinstance(table, Table) else ()
        plain = (values["storage"] or values["usual_storage"]) == "p"
        values["toast"] = [] if plain else [o for o in options if o.startswith("toast.")]
        values["settable"] = reading.version >= 170000
        values["data_type"] = reading.types[values.pop("atttypid"), values.pop("atttypmod")]

    def inline_in(self, host: Object) -> bool:
        """Partitions and heirs take their columns from elsewhere."""
        return isinstance(host, Table) and self.inherited_from is None

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Its line in CREATE TABLE."""
        if not self.of_type:
            return self.line(parts)
        default = next((p for p in parts if isinstance(p, Default) and p.parent == self.address), None)
        text = f" DEFAULT {default.expression}" if default else ""
        text += f" {self._not_null()}" if self.not_null and self.not_null_valid else ""
        return f"{self.name} WITH OPTIONS{text}" if text else None

    def line(self, parts: Sequence[Object]) -> str:
        """All that is said about it in one line, as after ADD COLUMN."""
        default = next((p for p in parts if isinstance(p, Default) and p.parent == self.address), None)
        text = f"{self.name} {self.data_type}"
        text += f" COMPRESSION {COMPRESSION[self.compression]}" if self.compression else ""
        text += f" COLLATE {self.collation}" if self.collation else ""
        text += self._generation()
        text += f" DEFAULT {default.expression}" if default else ""
        return text + (f" {self._not_null()}" if self.not_null and self.not_null_valid else "")

    def _not_null(self) -> str:
        name = "" if self.not_null_usual else f"CONSTRAINT {self.not_null_name} "
        return f"{name}NOT NULL{' NO INHERIT' if self.not_null_no_inherit else ''}"

    def _add_not_null(self) -> str:
        """ADD CONSTRAINT, which 18 has."""
        tail = " NO INHERIT" if self.not_null_no_inherit else ""
        tail += "" if self.not_null_valid else " NOT VALID"
        return f"ALTER TABLE {self.table} ADD CONSTRAINT {self.not_null_name} NOT NULL {self.name}{tail}"

    def _generation(self) -> str:
        if self.generated_kind and not self.generated_above:
            return f" GENERATED ALWAYS AS ({self.generated}) {'VIRTUAL' if self.generated_kind == 'v' else 'STORED'}"
        if self.identity_kind:
            return f" {generation(self)}"
        return ""

    def finish(self) -> Iterator[str]:
        """What only ALTER COLUMN can say (STORAGE inside CREATE TABLE is new in 16)."""
        if self.not_null and not self.not_null_valid:
            yield self._add_not_null()
        if self.identity_persistence:
            yield f"ALTER SEQUENCE {self.identity_sequence} SET {self.identity_persistence}"
        # COMPRESSION, unlike the rest, was said in the line.
        said = Settings(None, self.compression)
        only = "ONLY " if self.has_heirs else ""
        yield from settings(f"ALTER TABLE {only}{self.table} ALTER COLUMN {self.name}", self, said)

    def create(self) -> Iterator[str]:
        """ALTER TABLE ... ADD COLUMN."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """ADD COLUMN together with its default, so that PostgreSQL can fill old rows without a rewrite."""
        if self.of_type:
            # The attribute of the type has brought it, with nothing else.
            plain = self.not_null and not self.not_null_valid
            yield from self.alter(replace(self, not_null=plain, identity_kind=None, identity_options=None))
            yield from (sql for part in parts for sql in part.create())
        else:
            # It may be no heir yet, and then says so itself.
            yield f"ALTER TABLE {self.table} ADD COLUMN {replace(self, generated_above=False).line(parts)}"
        yield from self.finish()
        yield from self._keep_toast(None)

    def drop(self) -> Iterator[str]:
        """ALTER TABLE ... DROP COLUMN; a typed table has it dropped with the attribute of its type."""
        if not self.of_type:
            yield f"ALTER TABLE {self.table} DROP COLUMN {self.name}"

    def drop_alone(self) -> Iterator[str]:
        """Heirs keep theirs, which is their own from then on."""
        yield f"ALTER TABLE ONLY {self.table} DROP COLUMN {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """In place, but for what a generated column can become."""
        assert isinstance(old, Column)
        changed = self.changed(old)
        head = f"ALTER TABLE {self.table} ALTER COLUMN {self.name}"
        if changed & {"generated", "generated_kind", "meaning"}:
            if old.generated_kind == "s" and not self.generated_kind:
                yield f"{head} DROP EXPRESSION"
            elif not self.settable or old.generated_kind != self.generated_kind:
                raise MustReplace
        if own_kind(old) and not own_kind(self):
            yield f"{head} DROP IDENTITY"
        if first := narrowed(self, old):
            yield from alter_identity(self, old, head)
        if changed & {"data_type", "collation"}:
            yield self._retype(old, head)
            yield from self._keep_toast(old)
        if self.generated and changed & {"generated", "meaning"}:
            yield f"{head} SET EXPRESSION AS ({self.generated})"
        yield from self._alter_not_null(old, head)
        if own_kind(self) and not first:
            yield from alter_identity(self, old, head)
        # ALTER TYPE, be it for the collation alone, falls back to the storage and compression of the new type.
        was = Settings(None, None, old.statistics, old.options) if self.disturbs(old) else old
        yield from settings(head, self, was, self.usual_storage)

    def _keep_toast(self, old: Object | None) -> Iterator[str]:
        """Parameters are lost on a table that has no TOAST table yet, and with the last column that needed it."""
        if not isinstance(old, Column) or old.usual_storage == "p":
            yield from alter_options(f"ALTER TABLE {self.table}", (), self.toast)

    def _retype(self, old: Column, head: str) -> str:
        collate = f" COLLATE {self.collation}" if self.collation else ""
        # A domain is assigned to as what it is over is: an explicit cast would cut what is too long.
        told = not self.generated_kind and needs_using(old.holds, self.holds)
        return f"{head} TYPE {self.data_type}{collate}{using(self.name, old.data_type, self.data_type) if told else ''}"

    def _alter_not_null(self, old: Column, head: str) -> Iterator[str]:
        if not (self.not_null and old.not_null):
            if old.not_null:
                yield f"{head} DROP NOT NULL"
            elif self.not_null:
                plain = self.not_null_usual and self.not_null_valid and not self.not_null_no_inherit
                # Told no name, PostgreSQL takes another where an heir has one like it already.
                plain = plain and not (self.has_heirs and self.not_null_name)
                yield f"{head} SET NOT NULL" if plain else self._add_not_null()
            return
        if old.not_null_valid and not self.not_null_valid:
            yield from (f"{head} DROP NOT NULL", self._add_not_null())
            return
        table = f"ALTER TABLE {self.table}"
        if self.not_null_name != old.not_null_name:
            # Of a table that is of a type nothing can be renamed.
            yield from [f"{table} NOT OF"] if self.of_type else []
            yield f"{table} RENAME CONSTRAINT {old.not_null_name} TO {self.not_null_name}"
            yield from [f"{table} OF {self.of_type}"] if self.of_type else []
        if self.not_null_no_inherit != old.not_null_no_inherit:
            no = "NO " if self.not_null_no_inherit else ""
            yield f"{table} ALTER CONSTRAINT {self.not_null_name} {no}INHERIT"
        if self.not_null_valid and not old.not_null_valid:
            yield f"{table} VALIDATE CONSTRAINT {self.not_null_name}"

    def occupies(self) -> Iterator[Name]:
        """An identity column has a sequence, one that is NOT NULL the name of that."""
        if self.identity_sequence:
            yield "pg_class", self.identity_sequence
        if self.not_null_name:
            yield "pg_constraint", f"{self.not_null_name} on {self.table}"

    def vacate(self, name: Name, spare: str) -> Self:
        """Its sequence can be called otherwise, and its NOT NULL."""
        if name == ("pg_class", self.identity_sequence):
            return replace(self, identity_sequence=f"{self.schema}.{spare}")
        return replace(self, not_null_name=spare)

    def chosen(self) -> Iterator[str]:
        """The name of its NOT NULL: told none, PostgreSQL takes one that nothing in the schema has."""
        if self.not_null_name:
            yield f"{self.schema}.{self.not_null_name}"

    def told(self) -> Self:
        """With the name of its NOT NULL."""
        return replace(self, not_null_usual=False)

    def hinders(self, before: Object, after: Object) -> bool:
        """A generated column stands on those that it is computed from, and is made anew without a loss."""
        return self.generated_kind is not None

    def recast(self, old: Object) -> Iterator[str]:
        """Through text, in which old and new form of a type say the same."""
        yield from self._recast(old, "::text")

    def recast_by_cast(self, old: Object) -> Iterator[str]:
        """By the casts from each type to its successor, which PostgreSQL applies to the elements of arrays as well."""
        yield from self._recast(old, "")

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
        """A column that views, policies, triggers or rules use cannot change its type under them."""
        return bool(self.changed(old) & {"data_type", "collation"})

    @property
    def holds(self) -> str:
        """What its values are of, whichever of them it takes: its type, or what that is a domain over."""
        return self.domain_over or self.data_type

    def alters_with_loss(self, old: Object) -> str:
        """Narrowing a type may cut or refuse values, and the sequence of an identity goes with it.

        A domain's checks fail on those that they refuse.
        """
        if not isinstance(old, Column):
            return ""
        gone = own_kind(old) and not self.identity_kind and not self.inherited_from
        unfitting = unfit(f"column {self.identity}", old.holds, self.holds, (old.data_type, self.data_type))
        counter = f"the counter of column {self.identity}" if gone else ""
        return ", ".join(filter(None, (counter, unfitting)))

    def replaces_with_loss(self, old: Object) -> str:
        """What a virtual column said of each row is kept by nobody, nor where an identity was; a stored one stays."""
        if isinstance(old, Column) and old.generated_kind and not self.generated_kind:
            return f"the computed values of column {self.identity}"
        return f"the counter of column {self.identity}" if isinstance(old, Column) and own_kind(old) else ""

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """No row without a value where one is needed, none whose value does not fit."""
        rows = Rows(Address("table", self.table), start, goal, only=self.not_null_no_inherit)
        needed = self.not_null and self.not_null_valid and not self.inherited_from
        if needed and rows.there and old is None and rows.empty([self.name]):
            yield rows.where("", f"no value for the new column {self.name}")
        if not isinstance(old, Column) or self.inherited_from:
            return
        if needed and not (old.not_null and old.not_null_valid):
            yield rows.where(f"{self.name} IS NULL", f"NULL in {self.name}")
        yield from () if self.generated_kind else misfits(rows, self.name, old.data_type, self.data_type)
        yield from ask_counter(self, old)

    @property
    def place(self) -> int:
        """New columns are added in the order of the files."""
        return self.position

    @property
    def loss(self) -> str:
        """Its values, unless they are computed from others."""
        return "" if self.generated_kind else f"column {self.identity} with all its values"
