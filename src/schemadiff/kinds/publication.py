"""Publications (``pg_publication``); their tables and schemas are parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, LiteralString

from schemadiff.model import Address, MustReplace, Object, Reading

SELECT: LiteralString = """
    SELECT oid AS _oid, pubowner AS _owner, quote_ident(pubname) AS identity, puballtables AS all_tables,
           array_to_string(array_remove(ARRAY[
               CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
               CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END], NULL), ', ') AS publish,
           pubviaroot AS via_root,
"""
DEFAULTS = {
    "publish": "'insert, update, delete, truncate'",
    "publish_via_partition_root": "false",
    "publish_generated_columns": "none",
}
"""The parameters of a publication whose statement names none (manual, CREATE PUBLICATION)."""


@dataclass(frozen=True, kw_only=True)
class Publication(Object):
    """A publication without the list of its tables and schemas."""

    all_tables: bool
    publish: str
    via_root: bool
    generated_columns: str | None
    """``stored`` or ``none`` (18)."""

    kind = "publication"
    catalog = "pg_publication"
    rare = "pg_publication"
    query = SELECT + "NULL AS generated_columns FROM pg_publication WHERE oid >= 16384"
    query_18: ClassVar[LiteralString] = (
        SELECT
        + """CASE pubgencols WHEN 's' THEN 'stored' ELSE 'none' END AS generated_columns
             FROM pg_publication WHERE oid >= 16384"""
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 18 can publish generated columns."""
        return cls.query_18 if version >= 180000 else cls.query

    def parameters(self) -> dict[str, str]:
        """Return the parameters, as written."""
        return {
            "publish": f"'{self.publish}'",
            "publish_via_partition_root": str(self.via_root).lower(),
            "publish_generated_columns": self.generated_columns or DEFAULTS["publish_generated_columns"],
        }

    def create(self) -> Iterator[str]:
        """CREATE PUBLICATION; what is the default stays unsaid, as the target may be too old for a parameter."""
        everything = " FOR ALL TABLES" if self.all_tables else ""
        options = _set(self.parameters(), DEFAULTS)
        yield f"CREATE PUBLICATION {self.identity}{everything}{f' WITH ({options})' if options else ''}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the options; raise MustReplace for FOR ALL TABLES."""
        assert isinstance(old, Publication)
        if self.all_tables != old.all_tables:
            raise MustReplace
        if options := _set(self.parameters(), old.parameters()):
            yield f"ALTER PUBLICATION {self.identity} SET ({options})"


def _set(options: Mapping[str, str], base: Mapping[str, str]) -> str:
    """Return the parameters that differ from those before, or from the default ones."""
    return ", ".join(f"{name} = {value}" for name, value in options.items() if value != base[name])


@dataclass(frozen=True, kw_only=True)
class PublishedTable(Object):
    """A table in a publication, with its column list and row filter."""

    publication: str = field(compare=False)  # in the identity
    table: str = field(compare=False)
    columns: list[str] | None
    """None for all. Sorted by name: PostgreSQL stores them in the order of the table."""
    rows: str | None

    kind = "publication relation"
    catalog = "pg_publication_rel"
    rare = "pg_publication_rel"
    printed = ("rows",)
    parent_catalog = "pg_publication"
    rebuildable = True
    query = """
        SELECT oid AS _oid, prpubid AS _parent, prrelid AS _table, NULL::text[] AS columns, NULL AS rows
        FROM pg_publication_rel WHERE oid >= 16384
    """
    query_15: ClassVar[LiteralString] = """
        SELECT p.oid AS _oid, prpubid AS _parent, prrelid AS _table, pg_get_expr(prqual, prrelid) AS rows,
               CASE WHEN prattrs IS NOT NULL THEN array(
                   SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = prrelid AND attnum = ANY (prattrs)
                   ORDER BY attname) END AS columns
        FROM pg_publication_rel p WHERE p.oid >= 16384
    """

    @classmethod
    def of(cls, table: Address, publication: str) -> Address:
        """Return the address of a table in a publication."""
        return Address(cls.kind, f"{table.identity} in publication {publication}")

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 15 introduced column lists and row filters."""
        return cls.query_15 if version >= 150000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the table; False if it is not managed."""
        table = reading.address("pg_class", values.pop("_table"))
        if table is None:
            return False
        values["table"], values["publication"] = table.identity, values["parent"].identity
        values["identity"] = cls.of(table, values["publication"]).identity
        values["schema"] = reading.objects[table].schema
        return True

    def needs(self) -> Iterator[Address]:
        """Yield the table and the columns that it lists."""
        yield Address("table", self.table)
        for column in self.columns or ():
            yield Address("table column", f"{self.table}.{column}")

    def create(self) -> Iterator[str]:
        """ALTER PUBLICATION ... ADD TABLE."""
        columns = f" ({', '.join(self.columns)})" if self.columns is not None else ""
        rows = f" WHERE ({self.rows})" if self.rows else ""
        yield f"ALTER PUBLICATION {self.publication} ADD TABLE ONLY {self.table}{columns}{rows}"

    def drop(self) -> Iterator[str]:
        """ALTER PUBLICATION ... DROP TABLE."""
        yield f"ALTER PUBLICATION {self.publication} DROP TABLE ONLY {self.table}"


@dataclass(frozen=True, kw_only=True)
class PublishedSchema(Object):
    """A schema in a publication, with all of its tables (15)."""

    publication: str = field(compare=False)

    kind = "publication namespace"
    catalog = "pg_publication_namespace"
    rare = "pg_publication_namespace"
    parent_catalog = "pg_publication"
    rebuildable = True
    query = ""
    query_15: ClassVar[LiteralString] = """
        SELECT p.oid AS _oid, pnpubid AS _parent, quote_ident(nspname) AS schema
        FROM pg_publication_namespace p JOIN pg_namespace n ON n.oid = pnnspid
        WHERE p.oid >= 16384
    """

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Return the query; empty before 15."""
        return cls.query_15 if version >= 150000 else ""

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it as PostgreSQL does."""
        values["publication"] = values["parent"].identity
        values["identity"] = f"{values['schema']} in publication {values['publication']}"

    def create(self) -> Iterator[str]:
        """ALTER PUBLICATION ... ADD TABLES IN SCHEMA."""
        yield f"ALTER PUBLICATION {self.publication} ADD TABLES IN SCHEMA {self.schema}"

    def drop(self) -> Iterator[str]:
        """ALTER PUBLICATION ... DROP TABLES IN SCHEMA."""
        yield f"ALTER PUBLICATION {self.publication} DROP TABLES IN SCHEMA {self.schema}"
