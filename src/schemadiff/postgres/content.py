"""What tells one content of a database's system catalogues from any other, in one number for each catalogue.

All columns of all catalogues that the role can read are hashed, but for what VACUUM and ANALYZE write. Who made a row,
and where it is stored, would be cheaper by far, and says nothing: of two copies of a data directory, each changed by
one statement, the new rows have the same transaction and the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
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
                                            ELSE '' END, ', ' ORDER BY attnum)
    FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
          AND c.oid < 16384 AND attrelid < 16384
          AND relname <> ALL (%s) AND attname <> ALL (%s)
          AND (has_table_privilege(c.oid, 'SELECT') OR has_column_privilege(c.oid, attnum, 'SELECT'))
    GROUP BY relname ORDER BY relname
"""
# The text of the server's own views is the larger part of it in a small database, and nobody's schema.
OURS: dict[str, LiteralString] = {"pg_rewrite": " WHERE oid >= 16384"}
VIEWS: dict[str, LiteralString] = {
    "roles": "pg_roles r",
    "user mappings": "pg_user_mappings r",
    "database": """(SELECT datname, datdba, encoding, datcollate, datctype, datacl, dattablespace FROM pg_database
                    WHERE datname = current_database()) r""",
    "settings": "(SELECT name, setting FROM pg_settings) r",
    "session": "(SELECT current_user, session_user, version()) r",
}


def content(conn: psycopg.Connection[Any], seed: int, also: Sequence[str] = ()) -> dict[str, list[int]]:
    """How many rows each catalogue has, and a hash of them all; tables in ``also`` count where they exist.

    With a ``seed`` that nobody can guess nobody can make two contents that look the same.

    Raises:
        psycopg.Error: the connection is gone.
    """
    conn.execute(f"{NAMES}; SET jit = off")
    columns = conn.execute(COLUMNS, [list(BESIDE), [*UPKEEP, *COPIED]]).fetchall()
    parts = [f"SELECT '{name}', count(*), bit_xor(hash_record_extended(ROW({all_}), {seed})) FROM {name}{OURS.get(name, '')}"
             for name, all_ in columns]  # fmt: skip
    parts += [f"SELECT '{name}', count(*), bit_xor(hashtextextended(r::text, {seed})) FROM {view}"
              for name, view in VIEWS.items()]  # fmt: skip
    there = conn.execute(
        "SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(name) IS NOT NULL", [[*also]]
    )
    parts += [f"SELECT '{name}', count(*), bit_xor(hashtextextended(r::text, {seed})) FROM {name} r"
              for (name,) in there.fetchall()]  # fmt: skip
    found = conn.execute(" UNION ALL ".join(parts).encode()).fetchall()
    return {name: numbers for name, *numbers in found}
