"""Security labels on any object (``pg_seclabel``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from psycopg.sql import quote

from schemadiff.model import Address, Object, Reading, in_sql


@dataclass(frozen=True, kw_only=True)
class SecurityLabel(Object):
    """The label of one provider on one object."""

    provider: str
    label: str
    on: Address

    kind = "security label"
    catalog = "pg_seclabel"
    rare = "pg_seclabel"
    query = """
        SELECT objoid AS _oid, objoid, objsubid, c.relname AS class, quote_ident(provider) AS provider, label
        FROM pg_seclabel s JOIN pg_class c ON c.oid = classoid
        WHERE objoid >= 16384
              OR (classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace)
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the labelled object; False if that is not modelled, as it is reported itself."""
        catalog, oid, subid = values.pop("class"), values.pop("objoid"), values.pop("objsubid")
        parent = on = reading.address(catalog, oid, subid)
        if (column := reading.view_column(catalog, oid, subid)) and (parent := reading.address(catalog, oid)):
            on = Address(f"{parent.type} column", f"{parent.identity}.{column}")
        if parent is None or on is None:
            return False
        values["parent"], values["on"] = parent, on
        values["identity"] = f"{values['provider']} on {on}"
        values["schema"] = reading.objects[parent].schema
        return True

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """Return the same on what it is on under its new name."""
        on = renamed.get(self.on)
        return replace(self, parent=on, on=on, identity=f"{self.provider} on {on}") if on else self

    def create(self) -> Iterator[str]:
        """SECURITY LABEL."""
        yield f"SECURITY LABEL FOR {self.provider} ON {in_sql(self.on)} IS {quote(self.label)}"

    def drop(self) -> Iterator[str]:
        """SECURITY LABEL ... IS NULL."""
        yield f"SECURITY LABEL FOR {self.provider} ON {in_sql(self.on)} IS NULL"

    def alter(self, old: Object) -> Iterator[str]:
        """Set the new label, which replaces the old one."""
        yield from self.create()
