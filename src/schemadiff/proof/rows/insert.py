"""The INSERT that puts a few rows into a table: PostgreSQL filters the valid ones out of many candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemadiff.proof.rows.tables import Column, Key, Table
from schemadiff.proof.rows.values import Constants, Values, constants

ROWS = 3
"""Rows per table: a plan that loses rows loses these as well, and more would only take time."""
CANDIDATES = 1500
"""Combinations of values to try for a table with conditions over several columns."""
FREE = 4
"""Values for a column without conditions: a few, so that unique columns get different ones."""
NUMBER = '"schemadiff"."n"'
Offers = Mapping[int, Sequence[str]]
"""Expressions by column number, the most promising first."""


def offers(conn: psycopg.Connection[Any], values: Values, table: Table) -> Offers:
    """Return values for each column, according to its type and to the conditions on it alone."""
    found: dict[int, list[str]] = {}
    asked: dict[int, str] = {}
    for column in table.columns:
        about = [condition for numbers, condition in table.checks if column.number in numbers]
        if not about:
            found[column.number] = list(values.of(column.type, column.called, Constants())[:FREE])
            continue
        offered = list(values.of(column.type, column.called, constants(about)))
        found[column.number] = offered
        alone = [condition for numbers, condition in table.checks if numbers == {column.number}]
        if alone and offered:
            rows = ", ".join(f"({value})" for value in offered)
            asked[column.number] = (
                f"ARRAY(SELECT {_conjunction(alone)} FROM (VALUES {rows}) AS v({column.name}))"
            )
    for number, passing in _answers(conn, asked):
        found[number] = [value for value, ok in zip(found[number], passing, strict=True) if ok]
    return found


def _answers(conn: psycopg.Connection[Any], asked: Mapping[int, str]) -> list[tuple[int, list[bool]]]:
    if not asked:
        return []
    try:
        with conn.transaction():
            row = conn.execute(f"SELECT {', '.join(asked.values())}".encode()).fetchone()
    except psycopg.Error:
        # A condition fails on some values: the INSERT has to filter whole rows.
        return []
    assert row is not None
    return list(zip(asked, row, strict=True))


def _conjunction(conditions: Sequence[str]) -> str:
    return " AND ".join(f"(({condition}) IS NOT FALSE)" for condition in conditions) or "true"


def insert(table: Table, offered: Offers, turn: int) -> str:
    """Return the INSERT; each turn starts with other values, and the first of a simple table uses no filter."""
    plain = [column for column in table.columns if column.generated is None]
    if not plain:
        return f"INSERT INTO {table.address.identity} DEFAULT VALUES"
    filtered = turn or not _is_simple(table)
    rows = _filtered(table, plain, offered, turn) if filtered else _unfiltered(table, plain, offered)
    return f"{rows} ON CONFLICT DO NOTHING" if table.skips else rows


def _is_simple(table: Table) -> bool:
    """Return True if each condition is about one column, and no column is in two foreign keys, or in one to its own table."""
    keyed = [number for key in table.keys for number in key.columns]
    own = any(key.table == table.oid for key in table.keys)
    return not own and len(keyed) == len(set(keyed)) and all(len(numbers) == 1 for numbers, _ in table.checks)


def _unfiltered(table: Table, plain: Sequence[Column], offered: Offers) -> str:
    """Return an INSERT of a few rows without a filter: it takes a fifth of the time."""
    keys = {
        number: (key.referenced, other)
        for key in table.keys
        for number, other in zip(key.columns, key.referenced_columns, strict=True)
    }
    rows = []
    for place in range(ROWS):
        row = []
        for column in plain:
            if column.number in keys:
                referenced, other = keys[column.number]
                row.append(f"(SELECT {other} FROM {referenced} LIMIT 1 OFFSET {place})")
            else:
                values = offered[column.number] or ("NULL",)
                row.append(values[place % len(values)])
        rows.append(f"({', '.join(row)})")
    names = ", ".join(column.name for column in plain)
    into = f"INSERT INTO {table.address.identity} ({names}) OVERRIDING SYSTEM VALUE"
    return f"{into} VALUES {', '.join(rows)}"


def _filtered(table: Table, plain: Sequence[Column], offered: Offers, turn: int) -> str:
    keys = _keys(table)
    parts = []
    for place, column in enumerate(plain):
        value = keys.taken.get(column.number) or _pick(column, offered[column.number], place, turn)
        parts.append(f"{value} AS {column.name}")
    generated = "".join(f", ({c.generated}) AS {c.name}" for c in table.columns if c.generated is not None)
    where = [condition for _, condition in table.checks] + keys.conditions
    where += [f"{column.name} IS NOT NULL" for column in plain if column.needed]
    names = ", ".join(column.name for column in plain)
    # A table's own columns cannot clash with these aliases, because they are on other query levels.
    return (
        f"INSERT INTO {table.address.identity} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM "
        f"(SELECT *{generated} FROM (SELECT {', '.join(parts)} FROM generate_series(0, {CANDIDATES}) "
        f'AS "schemadiff"("n") {" ".join(keys.joins)}) AS "some") AS "row" '
        f"WHERE {_conjunction(where)} LIMIT {ROWS if table.skips or not turn else 1}"
    )


def _pick(column: Column, offered: Sequence[str], place: int, turn: int) -> str:
    """Return an expression that chooses a value by the number of the candidate."""
    values = [*offered[turn:], *offered[:turn]]
    if not column.needed:
        values.insert(3, f"NULL::{column.called}")
    if len(values) <= 1:
        return next(iter(values), f"NULL::{column.called}")
    # The first candidates advance all columns together, so that unique columns get different values; later ones mix
    # them.
    mixed = f"abs(hashint4(({NUMBER} * 64 + {place})::int4)::int8)"
    which = f"(CASE WHEN {NUMBER} < 12 THEN {NUMBER} ELSE {mixed} END) % {len(values)}"
    whens = " ".join(f"WHEN {number} THEN {value}" for number, value in enumerate(values))
    return f"(CASE {which} {whens} END)"


@dataclass(frozen=True)
class _Keys:
    """The parts of an INSERT that satisfy foreign keys."""

    joins: list[str] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    """Columns whose values come from the referenced rows."""
    conditions: list[str] = field(default_factory=list)


def _keys(table: Table) -> _Keys:
    keys = _Keys()
    for place, key in enumerate(table.keys):
        columns = [next(c for c in table.columns if c.number == number) for number in key.columns]
        pairs = list(zip(columns, key.referenced_columns, strict=True))
        if keys.taken.keys() & set(key.columns) or any(c.generated is not None for c in columns):
            keys.conditions.append(_exists(key, pairs))
        elif key.table == table.oid:
            _reference_itself(keys, pairs)
        else:
            alias = f'"key {place}"'
            rows = f"(SELECT greatest(count(*), 1) FROM {key.referenced})"
            keys.joins.append(
                f"LEFT JOIN LATERAL (SELECT * FROM {key.referenced} OFFSET {NUMBER} % {rows} LIMIT 1) "
                f"AS {alias} ON true"
            )
            for column, other in pairs:
                keys.taken[column.number] = f"{alias}.{other}::{column.called}"
    return keys


def _exists(key: Key, pairs: Sequence[tuple[Column, str]]) -> str:
    same = " AND ".join(f'"there".{other} = "row".{column.name}' for column, other in pairs)
    none = " OR ".join(f'"row".{column.name} IS NULL' for column, _ in pairs)
    return f'{none} OR EXISTS (SELECT FROM {key.referenced} "there" WHERE {same})'


def _reference_itself(keys: _Keys, pairs: Sequence[tuple[Column, str]]) -> None:
    """Add a foreign key of a table to itself: NULL where allowed, else each row references itself."""
    free = [column for column, _ in pairs if not column.needed]
    if free:
        keys.taken[free[0].number] = f"NULL::{free[0].called}"
    else:
        keys.conditions.append(" AND ".join(f"{column.name} = {other}" for column, other in pairs))
