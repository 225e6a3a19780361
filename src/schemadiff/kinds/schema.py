"""Schemas (``pg_namespace``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemadiff.model import Object, Reading


@dataclass(frozen=True, kw_only=True)
class Schema(Object):
    """A schema; ``public`` is one, too, as it can be dropped, commented and granted on."""

    kind = "schema"
    file = "{schema}/schema.sql"
    catalog = "pg_namespace"
    query = """
        SELECT oid AS _oid, nspowner AS _owner, quote_ident(nspname) AS identity
        FROM pg_namespace
        WHERE (oid >= 16384 OR nspname = 'public') AND nspname !~ '^pg_(temp|toast)'
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Put a schema into itself, so that one filter covers it and its contents."""
        values["schema"] = values["identity"]

    def create(self) -> Iterator[str]:
        """CREATE SCHEMA."""
        yield f"CREATE SCHEMA {self.identity}"
