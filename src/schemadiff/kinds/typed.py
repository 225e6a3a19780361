"""That a table is of a type (``pg_class.reloftype``): a separate object, as OF and NOT OF keep the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemadiff.kinds.table import Table
from schemadiff.model import Address, Object, Reading


@dataclass(frozen=True, kw_only=True)
class Typed(Object):
    """A table is of a composite type, whose attributes are its columns."""

    table: str
    of: str
    columns: list[str] = field(compare=False)
    """The columns of the table, in their order, which must be that of the attributes."""

    kind = "typed table"
    # In pg_class the oid is the table's own address; in pg_attribute no other object has that oid alone as its key.
    catalog = "pg_attribute"
    rare = "pg_class WHERE reloftype <> 0"
    inlines = True
    query = """
        SELECT c.oid AS _oid, c.oid AS _parent, format_type(reloftype, NULL) AS of,
               array(SELECT quote_ident(attname) FROM pg_attribute
                     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns
        FROM pg_class c
        WHERE c.oid >= 16384 AND reloftype <> 0
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after table and type."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['table']} of {values['of']}"

    def needs(self) -> Iterator[Address]:
        """Yield the type."""
        yield self.type

    @property
    def type(self) -> Address:
        """The address of the type."""
        return Address("type", self.of)

    def stands_for(self) -> tuple[Address, Address]:
        """Return the dependency of the table on its type: with NOT OF before, the table is not dropped with the type."""
        return Address("table", self.table), self.type

    def after(self) -> Iterator[Address]:
        """Yield the columns: the table must have those of the type, and no others, before it is of the type."""
        for name in self.columns:
            yield Address("table column", f"{self.table}.{name}")

    def inline_in(self, host: Object) -> bool:
        """Return True for CREATE TABLE, which has OF before the parentheses."""
        return isinstance(host, Table)

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Return None: nothing is inside the parentheses."""

    def finish(self) -> Iterator[str]:
        """Yield nothing: no statement is left."""
        yield from ()

    def create(self) -> Iterator[str]:
        """ALTER TABLE ... OF."""
        yield f"ALTER TABLE {self.table} OF {self.of}"

    def drop(self) -> Iterator[str]:
        """ALTER TABLE ... NOT OF."""
        yield f"ALTER TABLE {self.table} NOT OF"
