"""Foreign tables (``pg_foreign_table``) and their columns; constraints are objects, as for any table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, LiteralString

from schemadiff.kinds.column import Column
from schemadiff.kinds.column_query import SELECT, WHERE
from schemadiff.kinds.foreign import changes, clause, public
from schemadiff.kinds.identity import SEQUENCES
from schemadiff.kinds.table import AnyTable
from schemadiff.model import Catalog, MustReplace, Object, Question, Reading
from schemadiff.secret import NAMES_OF_TABLES


@dataclass(frozen=True, kw_only=True)
class ForeignTable(AnyTable):
    """A foreign table; its columns and constraints are objects, as for any table."""

    server: str
    options: list[str]
    hidden: list[str] = field(compare=False)
    """The names of the secret options."""

    kind = "foreign table"
    rare = "pg_foreign_table"
    query = (
        """
        SELECT c.oid AS _oid, relowner AS _owner, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS identity,
               quote_ident(srvname) AS server,
        """
        + public("ftoptions", NAMES_OF_TABLES)
        + """,
               CASE WHEN relispartition THEN '{}' ELSE i.parents END AS inherits,
               CASE WHEN relispartition THEN i.parents[1] END AS partition_of,
               CASE WHEN relispartition THEN pg_get_expr(relpartbound, c.oid) END AS partition_bound
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
             JOIN pg_foreign_table f ON ftrelid = c.oid JOIN pg_foreign_server s ON s.oid = ftserver,
             LATERAL (SELECT array(SELECT quote_ident(m.nspname) || '.' || quote_ident(p.relname)
                                   FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
                                        JOIN pg_namespace m ON m.oid = p.relnamespace
                                   WHERE inhrelid = c.oid ORDER BY inhseqno) AS parents) i
        WHERE c.oid >= 16384 AND relkind = 'f'
        """
    )

    def _shape(self, body: str) -> str:
        return f"FOREIGN TABLE {self.identity} {body or '()'}{self._parents} SERVER {self.server}{clause(self.options)}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the options; raise MustReplace for another server."""
        assert isinstance(old, ForeignTable)
        if self.server != old.server:
            raise MustReplace
        yield f"ALTER FOREIGN TABLE {self.identity} {changes(old.options, self.options)}"


FROM: LiteralString = (
    """
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relkind = 'f'
         JOIN pg_type t ON t.oid = atttypid
"""
    + SEQUENCES
)
OPTIONS: LiteralString = (
    public("attfdwoptions", NAMES_OF_TABLES).replace(" AS options", " AS fdw_options") + ","
)


@dataclass(frozen=True, kw_only=True)
class ForeignColumn(Column):
    """A column of a foreign table, with its options for the wrapper."""

    fdw_options: list[str]
    hidden: list[str] = field(compare=False)
    """The names of the secret options."""

    kind = "foreign table column"
    rare = "pg_foreign_table"
    query = (
        SELECT
        + OPTIONS
        + """NULL AS not_null_name, true AS not_null_valid, false AS not_null_no_inherit,
             false AS not_null_local, true AS not_null_usual"""
        + FROM
        + WHERE
    )
    query_18: ClassVar[LiteralString] = (
        SELECT
        + OPTIONS
        + """quote_ident(n.conname) AS not_null_name, coalesce(n.convalidated, true) AS not_null_valid,
             coalesce(n.connoinherit, false) AS not_null_no_inherit, coalesce(n.conislocal, false) AS not_null_local,
             coalesce(n.conname = c.relname || '_' || attname || '_not_null' AND n.alone, true) AS not_null_usual"""
        + FROM
        + """LEFT JOIN (SELECT conrelid, conkey[1] AS number, conname, convalidated, connoinherit, conislocal,
                               NOT EXISTS (SELECT FROM pg_constraint o WHERE o.oid <> c.oid
                                           AND o.conname = c.conname AND o.connamespace = c.connamespace
                                           AND (o.coninhcount = 0 OR o.conislocal OR o.contype <> 'n')) AS alone
                        FROM pg_constraint c
                        WHERE contype = 'n') n ON n.conrelid = attrelid AND n.number = attnum"""
        + WHERE
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort its options as well."""
        super().fill(values, reading)
        values["fdw_options"] = sorted(values["fdw_options"])

    def inline_in(self, host: Object) -> bool:
        """Return True unless the column is inherited: then PARTITION OF or INHERITS supplies it."""
        return isinstance(host, ForeignTable) and self.inherited_from is None

    def line(self, parts: Sequence[Object]) -> str:
        """Return its definition with the options directly after the type."""
        start = f"{self.name} {self.data_type}"
        return start + clause(self.fdw_options) + super().line(parts).removeprefix(start)

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the options as well."""
        assert isinstance(old, ForeignColumn)
        if self.changed(old) - {"fdw_options"}:
            yield from super().alter(old)
        if self.fdw_options != old.fdw_options:
            words = changes(old.fdw_options, self.fdw_options)
            yield f"ALTER FOREIGN TABLE {self.table} ALTER COLUMN {self.name} {words}"

    def _retype(self, old: Column, head: str) -> str:
        """Return the ALTER without USING: the table stores no values here."""
        collate = f" COLLATE {self.collation}" if self.collation else ""
        return f"{head} TYPE {self.data_type}{collate}"

    def alters_with_loss(self, old: Object) -> str:
        """Return nothing: the values are stored elsewhere, and stay what they are."""
        return ""

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield nothing: PostgreSQL looks at no value of a foreign table (manual, ALTER FOREIGN TABLE)."""
        yield from ()

    @property
    def loss(self) -> str:
        """Empty: the values are stored elsewhere."""
        return ""
