"""Defaults of columns (``pg_attrdef``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemadiff.model import Object, Reading


@dataclass(frozen=True, kw_only=True)
class Default(Object):
    """A column's default: an object of its own because it may need a function or a sequence."""

    name: str
    expression: str
    only: bool = field(compare=False)
    """True if its table has heirs: SET DEFAULT would be theirs as well, whatever they say."""
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
        """With its column, wherever that is written."""
        return host.address == self.parent or host.kind in ("table", "foreign table")

    def inline(self, parts: Sequence[Object]) -> str | None:
        """The column writes it."""
        return None

    def finish(self) -> Iterator[str]:
        """Nothing is left over."""
        yield from ()

    @property
    def _head(self) -> str:
        return f"ALTER TABLE {'ONLY ' if self.only else ''}{self.table} ALTER COLUMN {self.name}"

    def create(self) -> Iterator[str]:
        """SET DEFAULT."""
        yield f"{self._head} SET DEFAULT {self.expression}"

    def alter(self, old: Object) -> Iterator[str]:
        """SET DEFAULT replaces what was."""
        yield from self.create()

    def drop(self) -> Iterator[str]:
        """DROP DEFAULT."""
        yield f"{self._head} DROP DEFAULT"
