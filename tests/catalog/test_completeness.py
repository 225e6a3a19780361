"""Every column of every system catalogue is compared, or listed with the reason why not.

It is named in a kind's query, or derived, or on a list with a reason (``data/completeness.toml``). A new
major, a new catalogue or a new column fails here until somebody looked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.catalog import lookups
from schemadiff.kinds import KINDS, unmodelled
from schemadiff.postgres.server import Server

LISTED: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "completeness.toml").read_text(encoding="utf-8")
)
COLUMNS = """
    SELECT relname::text, attname::text
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    ORDER BY relname, attnum
"""
Column = tuple[str, str]


def listed() -> dict[Column, str]:
    found: dict[Column, str] = {}
    for section in ("derived", "reasons"):
        for table, columns in LISTED[section].items():
            for column, why in columns.items():
                assert (table, column) not in found
                assert why
                found[table, column] = why
    return found


def texts(version: int) -> Iterator[str]:
    for kind in KINDS:
        yield kind.query_for(version)
    yield from (*lookups.LOOKUPS, catalog.DEPENDS)
    yield unmodelled.QUERY


def named(version: int, columns: list[Column]) -> set[Column]:
    """The columns that a query names, together with their catalogue."""
    words = [set(re.findall(r"\w+", text)) for text in texts(version)]
    return {(table, column) for table, column in columns if any({table, column} <= w for w in words)}


def columns_of(server: Server) -> list[Column]:
    with psycopg.connect(server.conninfo(server.maintenance, superuser=True)) as connection:
        return [(table, column) for table, column in connection.execute(COLUMNS.encode())]


def test_every_column_is_accounted_for(server):
    columns = columns_of(server)
    known = listed()
    read = named(server.version, columns)
    overlooked = [
        f"{table}.{column}"
        for table, column in columns
        if not {(table, column), (table, "*")} & known.keys() and (table, column) not in read
    ]
    assert overlooked == []


def test_what_is_read_has_no_excuse(server):
    """A line of the list goes when the queries for every major name the column."""
    columns = columns_of(server)
    known = listed()
    everywhere = set(named(server.version, columns)) & set(named(140000, columns))
    assert sorted(f"{table}.{column}" for table, column in everywhere if (table, column) in known) == []


def test_the_list_has_nothing_that_does_not_exist(server18, server16):
    """What an older major had may stay as long as the oldest supported one has it."""
    columns = {*columns_of(server16), *columns_of(server18)}
    tables = {table for table, _ in columns}
    gone = [key for key in listed() if (key not in columns if key[1] != "*" else key[0] not in tables)]
    assert gone == []


@pytest.mark.parametrize("column", ["pg_class.relnovelty", "pg_novelty.novname"])
def test_something_new_is_noticed(server18, column):
    table, _, name = column.partition(".")
    columns = [*columns_of(server18), (table, name)]
    assert (table, name) not in named(server18.version, columns)
    assert not {(table, name), (table, "*")} & listed().keys()
