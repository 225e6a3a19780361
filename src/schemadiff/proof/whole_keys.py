"""Keys in a dump that PostgreSQL makes with their parts alone: it refuses to attach the parts as the dump says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from pglast import parser

from schemadiff.interplay.inseparable_keys import Key, inseparable_keys
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry

SPARE = "schemadiff_key_"
PARTS = """
    WITH RECURSIVE below AS (
        SELECT oid, conrelid, conname FROM pg_catalog.pg_constraint
        WHERE conrelid = %s::regclass AND quote_ident(conname) = %s
        UNION ALL
        SELECT k.oid, k.conrelid, k.conname FROM pg_catalog.pg_constraint k JOIN below b ON k.conparentid = b.oid)
    SELECT conrelid::regclass::text, quote_ident(conname) FROM below
"""


def with_parts(found: Sequence[Entry], current: Catalog) -> Sequence[Entry]:
    """Return the entries with such keys made as a whole; what else is said of their parts comes after the last of them."""
    wholes = dict(inseparable_keys(current))
    if not wholes:
        return found
    parts = [part for below in wholes.values() for part in below]
    first: list[Entry] = []
    late: list[Entry] = []
    at = 0
    for entry in found:
        if entry.kind == "INDEX ATTACH" and any(part.attached in entry.sql for part in parts):
            continue
        added = _added(entry, (*wholes, *parts))
        if added in wholes:
            whole = entry.sql.replace(added.added, added.added.replace(" ONLY ", " ", 1), 1)
            first.append(entry._replace(sql=whole, keys=(added, *wholes[added])))
            at = len(first)
        elif added:
            late.append(entry._replace(sql="".join(_rest(entry, added))))
        else:
            first.append(entry)
    return [*first[:at], *late, *first[at:]]


def _added(entry: Entry, keys: Sequence[Key]) -> Key | None:
    return next((key for key in keys if key.added in entry.sql), None) if entry.kind == "CONSTRAINT" else None


def _rest(entry: Entry, added: Key) -> Iterator[str]:
    """Yield the statements of an entry but for the one that adds the key: the marks of its index."""
    yield from (f"{sql};\n" for sql in parser.split(entry.sql) if added.added not in sql)


def name_keys(conn: psycopg.Connection[Any], keys: Sequence[Key]) -> None:
    """Give the parts of the key that has just been made the names that they have in the dump."""
    whole, *parts = keys
    now = dict(conn.execute(PARTS, (whole.table, whole.name)).fetchall())
    wrong = [(part, now[part.table]) for part in parts if now.get(part.table, part.name) != part.name]
    with conn.transaction():
        for number, (part, name) in enumerate(wrong):
            conn.execute(f"ALTER INDEX {part.schema}.{name} RENAME TO {SPARE}{number}".encode())
        for number, (part, _) in enumerate(wrong):
            conn.execute(f"ALTER INDEX {part.schema}.{SPARE}{number} RENAME TO {part.name}".encode())
