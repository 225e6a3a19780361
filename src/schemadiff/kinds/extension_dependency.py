"""Objects that DROP EXTENSION takes along without being members (``ALTER ... DEPENDS ON EXTENSION``, ``pg_depend``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemadiff.model import Address, Object, Reading, in_sql


@dataclass(frozen=True, kw_only=True)
class ExtensionDependency(Object):
    """The dependency of one object on one extension."""

    extension: str
    index: str | None = field(compare=False)
    """The index of a constraint, which has no address but that of the constraint."""

    kind = "extension dependency"
    catalog = "pg_depend"
    rare = "pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x'"
    query = """
        SELECT d.objid AS _oid, c.relname AS class, quote_ident(extname) AS extension, k.oid AS key,
               CASE WHEN k.oid IS NOT NULL THEN quote_ident(nspname) || '.' || quote_ident(i.relname) END AS index
        FROM pg_depend d JOIN pg_extension e ON e.oid = refobjid JOIN pg_class c ON c.oid = classid
             LEFT JOIN pg_class i ON i.oid = objid AND classid = 'pg_class'::regclass
             LEFT JOIN pg_namespace n ON n.oid = i.relnamespace
             LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
        WHERE d.objid >= 16384 AND deptype = 'x' AND refclassid = 'pg_extension'::regclass
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the object; False if it is not modelled, as it is reported itself."""
        class_, key = values.pop("class"), values.pop("key")
        parent = reading.address("pg_constraint", key) if key else reading.address(class_, values["_oid"])
        if parent is None:
            return False
        values["parent"], values["schema"] = parent, reading.objects[parent].schema
        values["identity"] = f"{values['extension']} on {parent}"
        return True

    def needs(self) -> Iterator[Address]:
        """Yield the extension: the dependency is removed before the extension is dropped."""
        yield Address("extension", self.extension)

    def forgotten(self, role: str) -> bool:
        """Return True: PostgreSQL does not restore the dependency when it rebuilds an index."""
        del role
        return True

    def create(self) -> Iterator[str]:
        """ALTER ... DEPENDS ON EXTENSION."""
        yield f"ALTER {self._whose()} DEPENDS ON EXTENSION {self.extension}"

    def drop(self) -> Iterator[str]:
        """ALTER ... NO DEPENDS ON EXTENSION."""
        yield f"ALTER {self._whose()} NO DEPENDS ON EXTENSION {self.extension}"

    def _whose(self) -> str:
        assert self.parent is not None
        if self.index:
            return f"INDEX {self.index}"
        # There is no ALTER AGGREGATE ... DEPENDS ON EXTENSION.
        return f"ROUTINE {self.parent.identity}" if self.parent.type == "aggregate" else in_sql(self.parent)
