"""Comments on any object (``pg_description``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from psycopg.sql import quote

from schemadiff.model import Address, MustReplace, Object, Reading, in_sql


@dataclass(frozen=True, kw_only=True)
class Comment(Object):
    """The comment on one object."""

    text: str
    on: Address

    kind = "comment"
    catalog = "pg_description"
    query = """
        SELECT objoid AS _oid, d.objoid, objsubid, c.relname AS class, description AS text, x.oid AS constraint,
               CASE WHEN x.oid <> 0 THEN (SELECT quote_ident(nspname) || '.' || quote_ident(relname)
                    FROM pg_class i JOIN pg_namespace n ON n.oid = relnamespace WHERE i.oid = d.objoid) END AS index,
               quote_ident(k.conname) AS not_null, k.conrelid, k.conkey[1] AS number, k.contypid,
               r.rngtypid AS range, format_type(rngmultitypid, NULL) AS multirange
        FROM pg_description d JOIN pg_class c ON c.oid = classoid
             LEFT JOIN pg_constraint x ON conindid = objoid AND contype IN ('p', 'u', 'x')
                  AND classoid = 'pg_class'::regclass
             LEFT JOIN pg_constraint k ON k.oid = objoid AND classoid = 'pg_constraint'::regclass AND k.contype = 'n'
             LEFT JOIN pg_range r ON rngmultitypid = objoid AND classoid = 'pg_type'::regclass
        WHERE objoid >= 16384
              OR (classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace)
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the commented object; False if that is not modelled, as it is reported itself."""
        catalog, oid, subid = values.pop("class"), values.pop("objoid"), values.pop("objsubid")
        parent = reading.address(catalog, oid, subid)
        on = parent
        constraint, index = values.pop("constraint"), values.pop("index")
        of_range, multirange = values.pop("range"), values.pop("multirange")
        not_null = tuple(values.pop(name) for name in ("not_null", "conrelid", "number", "contypid"))
        if parent is None and not_null[0]:
            parent, on = _not_null(reading, *not_null)
        elif of_range:
            parent, on = reading.address("pg_type", of_range), Address("type", multirange)
        elif parent is None and index:
            parent, on = reading.address("pg_constraint", constraint), Address("index", index)
        elif (column := reading.view_column(catalog, oid, subid)) and (
            parent := reading.address(catalog, oid)
        ):
            whole = "composite type" if parent.type == "type" else parent.type
            on = Address(f"{whole} column", f"{parent.identity}.{column}")
        if parent is None or on is None:
            return False
        values["parent"], values["on"], values["identity"] = parent, on, str(on)
        values["schema"] = reading.objects[parent].schema
        return True

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """Return the same on what it is on under its new name."""
        now = renamed.get(self.parent) if self.parent else None
        if self.parent is None or now is None:
            return self
        if self.on.type == "type" and self.on != self.parent:
            # The multirange of a range keeps its name.
            return replace(self, parent=now)
        on = now
        if self.on != self.parent:
            # The index of a constraint, which is renamed with it.
            name = self.on.identity.removeprefix(f"{self.schema}.")
            rest = self.parent.identity.removeprefix(name)
            on = Address(self.on.type, f"{self.schema}.{now.identity.removesuffix(rest)}")
        return replace(self, parent=now, on=on, identity=str(on))

    def create(self) -> Iterator[str]:
        """COMMENT ON ... IS."""
        yield f"COMMENT ON {in_sql(self.on)} IS {quote(self.text).strip()}"

    def drop(self) -> Iterator[str]:
        """COMMENT ON ... IS NULL."""
        yield f"COMMENT ON {in_sql(self.on)} IS NULL"

    def alter(self, old: Object) -> Iterator[str]:
        """Replace the text; if another object has the name now, the old text is still on the first one: MustReplace."""
        if self.parent != old.parent:
            raise MustReplace
        yield from self.create()


def _not_null(
    reading: Reading, name: str, table: int, number: int | None, domain: int
) -> tuple[Address | None, Address | None]:
    """Return the column or domain that a NOT NULL constraint belongs to, and the address of the constraint."""
    if domain:
        parent = reading.address("pg_type", domain)
        return parent, Address("domain constraint", f"{name} on {parent.identity}") if parent else None
    column, whole = reading.address("pg_class", table, number or 0), reading.address("pg_class", table)
    return column, Address("table constraint", f"{name} on {whole.identity}") if whole else None
