"""A fingerprint of a database's system catalogues: one hash for each.

Hashes cover all columns of all catalogues that the role can read, except those that VACUUM and ANALYZE write. Hashing
xmin and ctid instead would be cheaper by far but is not enough: in two copies of a data directory, each changed by one
statement, the new rows have the same transaction number and the same place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, LiteralString

import psycopg

from schemadiff.postgres.sessions import NAMES

# Left out: statistics; contents that are no schema (large objects, replication progress); what other catalogues say
# already (pg_shdepend). Others are read through a view, as they hold secrets or only one of their rows is about this
# database.
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
# Copies of properties of the column's type, and values for rows that are older than the column.
COPIED = ("attalign", "attbyval", "attcacheoff", "atthasmissing", "attlen", "attmissingval")
# Values of pg_node_tree (194), int2vector (22) and anyarray (2277) cannot be hashed as they are.
COLUMNS: LiteralString = """
    SELECT quote_ident(relname), string_agg(quote_ident(attname) || CASE WHEN atttypid IN (22, 194, 2277) THEN '::text'
                                            ELSE '' END, ', ' ORDER BY attnum),
           bool_and(has_table_privilege(c.oid, 'SELECT'))
    FROM pg_class c
         -- OFFSET forces a look-up by relation: otherwise the columns of all tables are read.
         CROSS JOIN LATERAL (SELECT attname, atttypid, attnum FROM pg_attribute
                             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped OFFSET 0) a
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND c.oid < 16384
          AND relname <> ALL (%s) AND attname <> ALL (%s)
          AND (has_table_privilege(c.oid, 'SELECT') OR has_column_privilege(c.oid, attnum, 'SELECT'))
    GROUP BY relname ORDER BY relname
"""
OURS: dict[str, LiteralString] = {
    # The server's own views are the larger part of it in a small database, and are in nobody's schema.
    "pg_rewrite": " WHERE oid >= 16384",
    # A third of the rows are system columns (ctid, xmin), which are the same in all tables except for their grants.
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
    """The state of the catalogues at one moment."""

    seed: int
    """A random seed, so that nobody can construct two states with the same hashes."""
    rows: Mapping[str, list[int]]
    """For each catalogue the number of its rows and a hash of all of them."""
    traces: Mapping[str, int] = field(compare=False)
    """For each catalogue a hash of the transaction and place of each row: it changes even if a row is replaced by an
    equal one.

    It can only be compared within one server, and is no fingerprint of the content."""

    @property
    def as_json(self) -> dict[str, Any]:
        """What identifies this content, as JSON values."""
        return {"seed": self.seed, **self.rows}


def content(
    conn: psycopg.Connection[Any], seed: int, also: Sequence[str] = (), known: object = None
) -> Content:
    """Read the fingerprint of the catalogues; tables named in ``also`` are included if they exist.

    If the content is ``known``, as JSON values, there are no traces: they are a quarter of the cost. If it is not, they
    are asked for next, so that the transaction must see the database of one moment.

    Raises:
        psycopg.Error: the connection is lost.
    """
    if known:
        same = conn.execute(_queries(conn, seed, also, "count(*), {hash}")).fetchall()
        found = Content(seed, {name: [count, digest] for name, count, digest in same}, {})
        return found if found.as_json == known else replace(found, traces=traces(conn, seed, also))
    rows = conn.execute(_queries(conn, seed, also, "count(*), {hash}, {trace}")).fetchall()
    return Content(
        seed, {name: [count, digest] for name, count, digest, _ in rows}, {name: n for name, *_, n in rows}
    )


def traces(conn: psycopg.Connection[Any], seed: int, also: Sequence[str] = ()) -> dict[str, int]:
    """Read only the traces, at a third of the cost.

    Raises:
        psycopg.Error: the connection is lost.
    """
    return dict(conn.execute(_queries(conn, seed, also, "{trace}")).fetchall())


def _queries(conn: psycopg.Connection[Any], seed: int, also: Sequence[str], wanted: str) -> bytes:
    """One query for all catalogues: each row has a catalogue's name and the ``wanted`` values."""
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
    # Rows of views have no xmin and ctid, so their traces are hashes of their values; they are few.
    parts += [
        (name, source, *2 * (f"bit_xor(hashtextextended(r::text, {seed}))",))
        for name, source in views.items()
    ]
    return " UNION ALL ".join(
        f"SELECT '{name}', {wanted.format(hash=digest, trace=trace)} FROM {source}"
        for name, source, digest, trace in parts
    ).encode()


def _hash(columns: str, seed: int) -> str:
    return f"bit_xor(hash_record_extended(ROW({columns}), {seed}))"
