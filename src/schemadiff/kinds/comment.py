"""Comments on any object (``pg_description``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg.sql import quote

from schemadiff.kinds.said import said
from schemadiff.model import Address, Object, Reading


@dataclass(frozen=True, kw_only=True)
class Comment(Object):
    """What is said about one object."""

    text: str
    on: Address

    kind = "comment"
    catalog = "pg_description"
    query = """
        SELECT objoid AS _oid, objoid, objsubid, c.relname AS class, description AS text
        FROM pg_description d JOIN pg_class c ON c.oid = classoid
        WHERE objoid >= 16384
              OR (classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace)
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Find what it is on; a comment on what is not modelled goes with that, which is named."""
        catalog, oid, subid = values.pop("class"), values.pop("objoid"), values.pop("objsubid")
        parent = reading.address(catalog, oid, subid)
        on = parent
        if parent is None and (oid, subid) in reading.view_columns:
            parent = reading.address(catalog, oid)
            assert parent is not None
            on = Address(f"{parent.type} column", f"{parent.identity}.{reading.view_columns[oid, subid]}")
        if parent is None or on is None:
            return False
        values["parent"], values["on"], values["identity"] = parent, on, str(on)
        values["schema"] = reading.objects[parent].schema
        return True

    def create(self) -> Iterator[str]:
        """COMMENT ON ... IS."""
        yield f"COMMENT ON {said(self.on)} IS {quote(self.text).strip()}"

    def drop(self) -> Iterator[str]:
        """COMMENT ON ... IS NULL."""
        yield f"COMMENT ON {said(self.on)} IS NULL"

    def alter(self, old: Object) -> Iterator[str]:
        """A new text replaces the old one."""
        yield from self.create()
