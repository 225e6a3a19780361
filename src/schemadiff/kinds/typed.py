"""Tables of a composite type (``pg_class.reloftype``): an object of its own, for tables become and stop being of one with their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemadiff.kinds.table import Table
from schemadiff.model import Address, Object, Reading


@dataclass(frozen=True, kw_only=True)
class Typed(Object):
    """One table is of a composite type, whose attributes its columns are."""

    table: str
    of: str
    columns: list[str] = field(compare=False)
    """The table's, in their order, which must be that of the attributes."""

    kind = "typed table"
    # Its row in pg_class is the table; nothing else is called by this catalogue and the oid of a table alone.
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
        """Name both ends."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['table']} of {values['of']}"

    def needs(self) -> Iterator[Address]:
        """The type."""
        yield self.type

    @property
    def type(self) -> Address:
        """The type."""
        return Address("type", self.of)

    def stands_for(self) -> tuple[Address, Address]:
        """A table is not lost with its type if it is made one by itself before."""
        return Address("table", self.table), self.type

    def after(self) -> Iterator[Address]:
        """A table has all columns of its type, and no others, before it is of it."""
        for name in self.columns:
            yield Address("table column", f"{self.table}.{name}")

    def inline_in(self, host: Object) -> bool:
        """In CREATE TABLE, which says it before the parentheses."""
        return isinstance(host, Table)

    def inline(self, parts: Sequence[Object]) -> str | None:
        """No line."""

    def finish(self) -> Iterator[str]:
        """Nothing is left over."""
        yield from ()

    def create(self) -> Iterator[str]:
        """ALTER TABLE ... OF."""
        yield f"ALTER TABLE {self.table} OF {self.of}"

    def drop(self) -> Iterator[str]:
        """ALTER TABLE ... NOT OF."""
        yield f"ALTER TABLE {self.table} NOT OF"
