"""Values to try in a column, by its type (``pg_type``), as SQL expressions.

PostgreSQL is asked for them: labels of ``pg_enum``, attributes, checks of a domain; for an unknown type a few texts
are tried, and those that it accepts are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import namedtuple_row
from psycopg.sql import Literal

TYPES = """
    SELECT t.oid, format_type(t.oid, NULL) AS name, t.typtype, t.typbasetype,
           format_type(t.typbasetype, t.typtypmod) AS base, t.typtype = 'b' AND t.typcategory = 'S' AS textual,
           CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem ELSE 0::oid END AS element,
           coalesce(r.rngsubtype, m.rngtypid, 0::oid) AS inner_type,
           ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
           ARRAY(SELECT pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = t.oid AND contype = 'c') AS checks,
           ARRAY(SELECT atttypid FROM pg_attribute WHERE attrelid = t.typrelid AND t.typtype = 'c'
                 AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS attributes
    FROM pg_type t LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
    WHERE t.oid = ANY(%s)
"""
_WHOLE = ("1", "2", "3", "4", "5", "10", "100", "0", "-1")
_BROKEN = (*_WHOLE, "0.5", "0.25", "0.75", "1.5")
_TEXTS = (
    "a", "b", "c", "d", "ab", "abc", "ABC", "A", "AB", "1", "12", "123", "a1", "a@b.example", "https://a.example/a",
    "2024-01-01", "{}", "00000000-0000-0000-0000-000000000001", "a-b", "a_b", "+4912345678", "a b", "#aabbcc", "",
)  # fmt: skip
_DAYS = tuple(f"{year}-{month:02}-15" for year in (2024, 2025, 2020, 2030) for month in (1, 2, 3, 6))
KNOWN: dict[str, Sequence[str]] = {
    "smallint": _WHOLE,
    "integer": _WHOLE,
    "bigint": _WHOLE,
    "numeric": _BROKEN,
    "real": _BROKEN,
    "double precision": _BROKEN,
    "money": _WHOLE,
    "oid": _WHOLE[:-1],
    "text": _TEXTS,
    "character varying": _TEXTS,
    "character": _TEXTS,
    "name": _TEXTS,
    "boolean": ("true", "false"),
    "date": _DAYS,
    "timestamp without time zone": _DAYS,
    "timestamp with time zone": tuple(f"{day} 12:00+00" for day in _DAYS),
    "time without time zone": ("01:00", "02:00", "13:00", "23:00"),
    "time with time zone": ("01:00+00", "02:00+00", "13:00+00", "23:00+00"),
    "interval": ("1 hour", "2 hours", "1 day", "1 month", "0"),
    "uuid": tuple(f"{n:08}-0000-4000-8000-000000000000" for n in range(1, 6)),
    "json": ('{"a": 1}', '{"a": 2}', "{}", "[]", '"a"', "1"),
    "jsonb": ('{"a": 1}', '{"a": 2}', "{}", "[]", '"a"', "1"),
    "bytea": ("\\x01", "\\x02", "\\x03", "\\x00000000000000000000000000000000", ""),
    "inet": ("10.0.0.1", "10.0.0.2", "10.0.0.3", "::1"),
    "cidr": ("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"),
    "point": ("(1,1)", "(2,2)", "(3,3)"),
    "box": ("(1,1),(2,2)", "(3,3),(4,4)", "(5,5),(6,6)"),
    "circle": ("<(1,1),1>", "<(9,9),1>", "<(19,19),1>"),
    "bit": ("1", "0"),
    "bit varying": ("1", "0", "11"),
}
"""Texts by type, the plainest first: unique columns take the first few, and checks filter those that pass."""
PROBES = (
    "1", "2", "3", "a", "b", "c", "{}", "()", "", "(1,1)", "((1,1),(2,2))", "{1,2,3}", "08:00:2b:01:02:03",
    "08:00:2b:01:02:03:04:05", "1/1", "1/2", "10:20:", "<a/>", "a=>1", "a.b", "POINT(1 1)", "[1,2,3]", "(0,0)", "1:1:",
)  # fmt: skip
LIST = "[1,2,3]"
"""What types take that are lists of numbers, such as pgvector's; their modifier is how many."""
_FITS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63, "oid": 2**31}
_NUMBER = re.compile(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w.])")
_STRING = re.compile(r"'((?:[^']|'')*)'")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Constants(NamedTuple):
    """Constants in the conditions on a column: valid values are often equal or close to them."""

    numbers: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()


def constants(conditions: Iterable[str]) -> Constants:
    """Return the constants in conditions, as PostgreSQL prints them."""
    text = "\n".join(conditions)
    strings = tuple(dict.fromkeys(found.replace("''", "'") for found in _STRING.findall(text)))
    bare = _STRING.sub("''", text)
    numbers = [*_NUMBER.findall(bare), *filter(_NUMBER.fullmatch, strings)]
    return Constants(tuple(dict.fromkeys(numbers)), strings)


@dataclass
class Values:
    """Values for the types of one database; each type is read once."""

    connection: psycopg.Connection[Any]
    rows: dict[int, Any] = field(default_factory=dict)
    found: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, oids: Iterable[int]) -> None:
        """Read the types and the types that they consist of."""
        wanted = set(oids) - self.rows.keys()
        while wanted:
            cursor = self.connection.cursor(row_factory=namedtuple_row)
            rows: list[Any] = cursor.execute(TYPES, (sorted(wanted),)).fetchall()
            for row in rows:
                self.rows[row.oid] = row
            parts = {
                part
                for oid in wanted & self.rows.keys()
                for row in (self.rows[oid],)
                for part in (row.typbasetype, row.element, row.inner_type, *row.attributes)
            }
            wanted = parts - self.rows.keys() - {0}

    def of(self, oid: int, called: str, near: Constants) -> tuple[str, ...]:
        """Return expressions of a type, the most promising first, cast to ``called``; empty if none is known."""
        row = self.rows[oid]
        # An extension's strings, such as citext.
        name = "text" if row.textual and row.name not in KNOWN else row.name
        if name in KNOWN:
            texts = _fitting(name, called, [*KNOWN[name], *_suggested(name, near)])
            return tuple(f"{literal(text)}::{called}" for text in dict.fromkeys(texts))
        if oid not in self.found:
            self.found[oid] = tuple(dict.fromkeys(self._built(row)))
        found = (
            (*_of_length(called), *self.found[oid]) if literal(LIST) in self.found[oid] else self.found[oid]
        )
        return tuple(f"{expression}::{called}" for expression in found)

    def _plain(self, oid: int) -> tuple[str, ...]:
        return self.of(oid, self.rows[oid].name, Constants())

    def _built(self, row: Any) -> Iterator[str]:
        match row.typtype:
            case "e":
                yield from map(literal, row.labels)
            case "d":
                yield from self._domain(row)
            case "c":
                columns = [self._plain(oid) for oid in row.attributes]
                for n in range(min(map(len, columns), default=0) and 3):
                    yield f"ROW({', '.join(values[n % len(values)] for values in columns)})"
            case "r":
                yield from (
                    f"{row.name}({value}, {value}, '[]')" for value in self._plain(row.inner_type)[:5]
                )
            case "m":
                yield from (f"{row.name}({value})" for value in self._plain(row.inner_type)[:5])
            case _ if row.element:
                inner = self._plain(row.element)
                yield from (f"ARRAY[{value}]" for value in inner[:3])
                yield from [f"ARRAY[{', '.join(inner[:2])}]", "'{}'"] if inner else ["'{}'"]
            case _:
                yield from self._probed(row.name)

    def _domain(self, row: Any) -> Iterator[str]:
        """Yield values of the base type that pass the domain's checks; a cast of any other would be an error."""
        values = self.of(row.typbasetype, row.base, constants(row.checks))
        if not row.checks:
            yield from values
            return
        for value in values:
            passes = " AND ".join(f"(({check}) IS NOT FALSE)" for check in row.checks)
            if self._ask(f"SELECT {passes} FROM (SELECT {value}) AS v(value)"):
                yield value

    def _probed(self, name: str) -> Iterator[str]:
        for text in PROBES:
            if self._ask(f"SELECT {literal(text)}::{name} IS NOT NULL"):
                yield literal(text)

    def _ask(self, query: str) -> bool:
        try:
            with self.connection.transaction():
                row = self.connection.execute(query.encode()).fetchone()
        except psycopg.Error:
            return False
        return bool(row and row[0])


def _of_length(called: str) -> Iterator[str]:
    """Yield lists of as many numbers as the modifier of the type says."""
    if found := re.search(r"\((\d+)\)$", called):
        yield from (literal(f"[{','.join([number] * int(found[1]))}]") for number in "123")


def literal(text: str) -> str:
    """Return the text as an SQL string literal."""
    return Literal(text).as_string()


def _suggested(name: str, near: Constants) -> Iterator[str]:
    """Yield values of a type that the constants in conditions suggest."""
    match name:
        case "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" | "money" | "oid":
            for number in near.numbers:
                value = float(number) if "." in number else int(number)
                yield from map(str, (value, value + 1, value - 1, -value))
        case "text" | "character varying" | "character" | "name":
            yield from near.strings
            yield from ("a" * int(n) for n in near.numbers if n.isdecimal() and int(n) <= 1000)
        case "date" | "timestamp without time zone" | "timestamp with time zone":
            days = [text for text in near.strings if _DAY.match(text)]
            yield from days
            for day in days:
                year = int(day[:4])
                yield from (f"{other:04}-01-02" for other in (year - 1, year, year + 1) if 0 < other < 10000)
        case "uuid" | "inet" | "cidr" | "interval" | "json" | "jsonb":
            return
        case _:
            return


def _fitting(name: str, called: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts that are within the range of the type."""
    limit: float = _FITS.get(name, float("inf"))
    if found := re.search(r"numeric\((\d+),(-?\d+)\)", called):
        # Of text, as a power that no float holds (numeric(1000)) is infinite then, and an error otherwise.
        limit = float(f"1e{int(found[1]) - int(found[2])}")
    for text in texts:
        numeric = name in _FITS or name in ("numeric", "money")
        if not numeric or abs(float(text)) < limit - (0.5 if name == "numeric" and limit > 1 else 0):
            if name in _FITS and "." in text:
                continue
            yield text
