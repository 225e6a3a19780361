"""Seeding the tables of a clone with rows before a plan runs, so that the proof can tell whether rows survive.

The loader inserts them, with the tables' triggers, rules and forced row level security disabled meanwhile: code from a
live schema runs with no more rights than a plan does, and mostly not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

import psycopg

from schemadiff.errors import SchemadiffError
from schemadiff.model import Address
from schemadiff.proof.rows.insert import Offers, insert, offers
from schemadiff.proof.rows.tables import Table, tables
from schemadiff.proof.rows.values import Values
from schemadiff.shadow import Workshop

CHUNK = 50
"""Tables per transaction: each also takes locks on its indexes."""
TURNS = 3
"""How often to try a table, with other values each time."""
TIMEOUT = "5s"
HINDRANCES = """
    SELECT tgrelid, 'TRIGGER', quote_ident(tgname), tgenabled FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid = ANY(%(oids)s)
    UNION ALL
    SELECT ev_class, 'RULE', quote_ident(rulename), ev_enabled FROM pg_rewrite
    WHERE ev_type = '3' AND ev_class = ANY(%(oids)s)
    ORDER BY 1, 2, 3
"""
ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@dataclass(frozen=True)
class Planted:
    """The tables that were seeded, and those that could not be."""

    seeded: Mapping[Address, tuple[str, str]]
    """Schema and name, unquoted, by address."""
    unseeded: Mapping[Address, str]
    """The reasons, in PostgreSQL's words where it gives any."""


def plant(
    workshop: Workshop, database: str, wanted: Iterable[Address], without: Iterable[Address] = ()
) -> Planted:
    """Seed the tables ``wanted`` and those that they reference, except for those in ``without``.

    Raises:
        SchemadiffError: the triggers of a table could not be restored.
    """
    with workshop.session(database) as conn:
        conn.execute("SELECT set_config('search_path', '', false)")
        conn.execute("SELECT set_config('statement_timeout', %s, false)", (TIMEOUT,))
        found = tables(conn, set(wanted), set(without))
        before = _hindrances(conn, found)
        unseeded = dict(_disable(conn, found, before))
        able = [table for table in _ordered(found) if table.address not in unseeded]
        seeded: dict[Address, tuple[str, str]] = {}
        for table, reason in _fill(conn, able):
            if reason is None:
                seeded[table.address] = table.names
            else:
                unseeded[table.address] = reason
        _restore(conn, found, before)
        if _hindrances(conn, found) != before:
            raise SchemadiffError("the triggers of the seeded tables could not be restored")
    return Planted(seeded, unseeded)


# Triggers, rules, row level security ----------------------------------------------------------------


def _hindrances(conn: psycopg.Connection[Any], found: Mapping[int, Table]) -> list[tuple[Any, ...]]:
    return conn.execute(HINDRANCES, {"oids": list(found)}).fetchall()


def _disable(
    conn: psycopg.Connection[Any], found: Mapping[int, Table], hindrances: Sequence[tuple[Any, ...]]
) -> Iterator[tuple[Address, str]]:
    """Disable triggers, rules and forced row level security; yield the tables where that fails, with the reason."""
    enabled = _enabled(hindrances)
    for table in found.values():
        commands = [f"DISABLE {what} {name}" for _, what, name, _ in enabled.get(table.oid, ())]
        commands += ["NO FORCE ROW LEVEL SECURITY"] if table.forced else []
        try:
            _alter(conn, table, commands)
        except psycopg.Error as error:
            yield table.address, _words(error)


def _restore(
    conn: psycopg.Connection[Any], found: Mapping[int, Table], hindrances: Sequence[tuple[Any, ...]]
) -> None:
    enabled = _enabled(hindrances)
    for table in found.values():
        mine = enabled.get(table.oid, ())
        commands = [f"{ENABLE[state]} {what} {name}" for _, what, name, state in mine]
        commands += ["FORCE ROW LEVEL SECURITY"] if table.forced else []
        try:
            _alter(conn, table, commands)
        except psycopg.Error as error:
            raise SchemadiffError(f"cannot insert test rows into {table.address}: {_words(error)}") from error


def _enabled(hindrances: Sequence[tuple[Any, ...]]) -> Mapping[int, Sequence[tuple[Any, ...]]]:
    """The triggers and rules that are not disabled, by table."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for each in hindrances:
        if each[3] != "D":
            found.setdefault(each[0], []).append(each)
    return found


def _alter(conn: psycopg.Connection[Any], table: Table, commands: Sequence[str]) -> None:
    if commands:
        conn.execute(f"ALTER TABLE ONLY {table.address.identity} {', '.join(commands)}".encode())


# Filling --------------------------------------------------------------------------------------------


def _ordered(found: Mapping[int, Table]) -> Iterator[Table]:
    """Yield the tables, referenced ones first; a cycle starts with a table whose keys into it allow NULL, if there is one."""
    needs = {oid: table.referenced() & found.keys() for oid, table in found.items()}
    while True:
        try:
            yield from (found[oid] for oid in TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = error.args[1]
            loose = [oid for oid in circle if not found[oid].referenced(needed=True) & set(circle)]
            needs[min(loose or circle)] -= set(circle)
        else:
            return


def _fill(conn: psycopg.Connection[Any], able: Sequence[Table]) -> Iterator[tuple[Table, str | None]]:
    """Insert rows; yield each table with the reason why that failed, or None."""
    values = Values(conn)
    values.learn(column.type for table in able for column in table.columns)
    for start in range(0, len(able), CHUNK):
        some = able[start : start + CHUNK]
        with conn.transaction():
            offered = [offers(conn, values, table) for table in some]
            done = _at_once(conn, some, offered)
            for table, offer in zip(some, offered, strict=True):
                yield table, None if table.oid in done else _seed(conn, table, offer)


def _at_once(conn: psycopg.Connection[Any], some: Sequence[Table], offered: Sequence[Offers]) -> set[int]:
    """Seed the tables with one message, and return the oids of those that have rows now; none if one INSERT fails."""
    script = [insert(table, offer, 0) for table, offer in zip(some, offered, strict=True)]
    done: set[int] = set()
    try:
        with conn.transaction():
            cursor = conn.execute(";\n".join([*script, "SET CONSTRAINTS ALL IMMEDIATE"]).encode())
            for table in some:
                done |= {table.oid} if cursor.rowcount else set()
                cursor.nextset()
    except psycopg.Error:
        return set()
    return done


def _seed(conn: psycopg.Connection[Any], table: Table, offered: Offers) -> str | None:
    reason: str | None = None
    for turn in range(TURNS):
        try:
            with conn.transaction():
                inserted = conn.execute(insert(table, offered, turn).encode()).rowcount
                conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.Error as error:
            reason = _words(error)
            continue
        if inserted:
            return None
        reason = reason or "no row that satisfies its constraints was found"
    return reason


def _words(error: psycopg.Error) -> str:
    return error.diag.message_primary or str(error).strip()
