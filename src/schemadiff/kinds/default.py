"""Defaults of columns (``pg_attrdef``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemadiff.kinds.casts import carries_defaults
from schemadiff.model import Object, Reading


@dataclass(frozen=True, kw_only=True)
class Default(Object):
    """The default of a column: a separate object because it may depend on a function or a sequence."""

    name: str
    expression: str
    only: bool = field(compare=False)
    """True if its table has child tables: SET DEFAULT without ONLY would change theirs, too."""
    table: str = field(compare=False)  # in the identity

    kind = "default value"
    catalog = "pg_attrdef"
    printed = ("expression",)
    inlines = True
    rebuildable = True
    query = """
        SELECT d.oid AS _oid, adrelid AS _parent, adnum::int AS _parent_subid, quote_ident(attname) AS name,
               pg_get_expr(adbin, 0) AS expression, relhassubclass AS only
        FROM pg_attrdef d JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum
             JOIN pg_class c ON c.oid = adrelid AND relkind <> 'v'
        WHERE d.oid >= 16384 AND attgenerated = ''
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its column."""
        column = reading.objects[values["parent"]]
        values["identity"] = f"for {column.identity}"
        assert column.parent is not None
        values["table"] = column.parent.identity

    def inline_in(self, host: Object) -> bool:
        """Return True for its column, and for the table that has the column."""
        return host.address == self.parent or host.kind in ("table", "foreign table")

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Return None: the line of the column contains the default."""
        return None

    def finish(self) -> Iterator[str]:
        """Yield nothing: no statement is left for after CREATE TABLE."""
        yield from ()

    def hinders(self, before: Object, after: Object) -> bool:
        """Return False if PostgreSQL casts the default to the new type of its column."""
        if self.meaning or before.address != self.parent:
            return True
        old, new = (str(getattr(column, "data_type", "")) for column in (before, after))
        return not carries_defaults(old, new)

    @property
    def _head(self) -> str:
        return f"ALTER TABLE {'ONLY ' if self.only else ''}{self.table} ALTER COLUMN {self.name}"

    def create(self) -> Iterator[str]:
        """ALTER COLUMN ... SET DEFAULT."""
        yield f"{self._head} SET DEFAULT {self.expression}"

    def alter(self, old: Object) -> Iterator[str]:
        """Set the new default, which replaces the old one."""
        yield from self.create()

    def drop(self) -> Iterator[str]:
        """ALTER COLUMN ... DROP DEFAULT."""
        yield f"{self._head} DROP DEFAULT"
