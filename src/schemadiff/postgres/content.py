"""What tells one content of a database's system catalogues from any other, in one number for each catalogue.

All columns of all catalogues that the role can read are hashed, but for what VACUUM and ANALYZE write. Who made a row,
and where it is stored, would be cheaper by far, and says nothing: of two copies of a data directory, each changed by
one statement, the new rows have the same transaction and the same place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg

from schemadiff.postgres.sessions import NAMES

# Statistics; what is no schema (large objects, how far replication is); what other catalogues say already (pg_shdepend);
# and what is looked at through a view, because it has secrets, or of which only one row is this database's.
BESIDE = (
    "pg_authid",
    "pg_database",
    "pg_largeobject",
    "pg_largeobject_metadata",
    "pg_replication_origin",
    "pg_shdepend",
    "pg_statistic",
    "pg_statistic_ext_data",
    "pg_subscription_rel",
    "pg_user_mapping",
)
UPKEEP = ("relallfrozen", "relallvisible", "relfrozenxid", "relminmxid", "relpages", "reltuples")
# What a column has of its type, and what the rows have that were there before it.
COPIED = ("attalign", "attbyval", "attcacheoff", "atthasmissing", "attlen", "attmissingval")
# pg_node_tree, int2vector and anyarray cannot be hashed as they are.
COLUMNS: LiteralString = """
    SELECT quote_ident(relname), string_agg(quote_ident(attname) || CASE WHEN atttypid IN (22, 194, 2277) THEN '::text'
                                            ELSE '' END, ', ' ORDER BY attnum),
           bool_and(has_table_privilege(c.oid, 'SELECT'))
    FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
          AND c.oid < 16384 AND attrelid < 16384
          AND relname <> ALL (%s) AND attname <> ALL (%s)
          AND (has_table_privilege(c.oid, 'SELECT') OR has_column_privilege(c.oid, attnum, 'SELECT'))
    GROUP BY relname ORDER BY relname
"""
OURS: dict[str, LiteralString] = {
    # The text of the server's own views is the larger part of it in a small database, and nobody's schema.
    "pg_rewrite": " WHERE oid >= 16384",
    # A third are those of system columns (ctid, xmin), which every table has alike but for what is granted on them.
    "pg_attribute": " WHERE attnum > 0 OR attacl IS NOT NULL",
}
VIEWS: dict[str, LiteralString] = {
    "roles": "pg_roles r",
    "user mappings": "pg_user_mappings r",
    "database": """(SELECT datname, datdba, encoding, datcollate, datctype, datacl, dattablespace FROM pg_database
                    WHERE datname = current_database()) r""",
    "settings": "(SELECT name, setting FROM pg_settings) r",
    "session": "(SELECT current_user, session_user, version()) r",
}


@dataclass(frozen=True)
class Content:
    """What the catalogues held at one moment."""

    seed: int
    """What nobody can guess, so that nobody can make two contents that look the same."""
    rows: Mapping[str, list[int]]
    """How many rows each catalogue has, and a hash of them all."""
    traces: Mapping[str, int] = field(compare=False)
    """A hash of who made each row and where it is: another as soon as one is made anew as it was.

    It says nothing of another moment's content, nor of another server's.
    """

    @property
    def said(self) -> dict[str, Any]:
        """All that tells it from another moment's, as JSON has it."""
        return {"seed": self.seed, **self.rows}


def content(conn: psycopg.Connection[Any], seed: int, also: Sequence[str] = ()) -> Content:
    """What the catalogues hold; tables in ``also`` count where they exist.

    Raises:
        psycopg.Error: the connection is gone.
    """
    found = conn.execute(_queries(conn, seed, also, "count(*), {hash}, {trace}")).fetchall()
    return Content(
        seed, {name: [count, said] for name, count, said, _ in found}, {name: n for name, *_, n in found}
    )


def traces(conn: psycopg.Connection[Any], seed: int, also: Sequence[str] = ()) -> dict[str, int]:
    """The traces alone, at a third of the price.

    Raises:
        psycopg.Error: the connection is gone.
    """
    return dict(conn.execute(_queries(conn, seed, also, "{trace}")).fetchall())


def _queries(conn: psycopg.Connection[Any], seed: int, also: Sequence[str], wanted: str) -> bytes:
    """One query for all: a row for each catalogue, with its name and what is wanted of it."""
    conn.execute(f"{NAMES}; SET jit = off")
    columns = conn.execute(COLUMNS, [list(BESIDE), [*UPKEEP, *COPIED]]).fetchall()
    there = conn.execute(
        "SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(name) IS NOT NULL", [[*also]]
    )
    views = {**VIEWS, **{name: f"{name} r" for (name,) in there.fetchall()}}
    parts = [
        (name, name + OURS.get(name, ""), _hash(all_, seed), _hash("xmin, ctid" if whole else all_, seed))
        for name, all_, whole in columns
    ]
    # Nobody knows who made a row of a view; and there are few.
    parts += [
        (name, source, *2 * (f"bit_xor(hashtextextended(r::text, {seed}))",))
        for name, source in views.items()
    ]
    return " UNION ALL ".join(
        f"SELECT '{name}', {wanted.format(hash=said, trace=trace)} FROM {source}"
        for name, source, said, trace in parts
    ).encode()


def _hash(columns: str, seed: int) -> str:
    return f"bit_xor(hash_record_extended(ROW({columns}), {seed}))"
