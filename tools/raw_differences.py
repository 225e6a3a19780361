"""Compares the rows of two databases' catalogues, and knows what may differ (``tools/raw_catalogs.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from raw_rows import Row, Table

from schemadiff.catalog.settled import settled

LISTED = Path(__file__).with_name("raw_catalogs.toml")


class Between(NamedTuple):
    """The two sides of a comparison, and the part of the list that is about it."""

    one: str
    other: str
    part: str


PLANS = Between("plan", "files", "allowed")
CLONES = Between("original", "clone", "clones")


class Difference(NamedTuple):
    """What one row has on one side only."""

    what: str
    """A catalogue and a column; or a catalogue and the side that alone has the row, such as ``plan``."""
    key: str
    values: tuple[Any, ...] = ()
    row: Mapping[str, Any] = MappingProxyType({})
    """The row; if both sides have one, that of the first."""

    @property
    def told(self) -> str:
        """The key of the row, and the values."""
        return f"{self.key}: {' and not '.join(map(repr, self.values))}" if self.values else self.key

    def __str__(self) -> str:
        return f"{self.what}: {self.told}"


@dataclass(frozen=True)
class Allowed:
    """A difference that is none, or that is known, and why."""

    what: tuple[str, ...]
    reason: str
    key: str = ""
    """A regular expression that is found in the key of the row, or in its values; any row without one."""
    case: str = "*"
    """The name of the case, or a pattern for several."""
    row: Mapping[str, str] = field(default_factory=dict)
    """Regular expressions for columns of the row; nothing is found in NULL."""
    settled: bool = False
    """True if PostgreSQL reads the one value as the other (``catalog/settled.py``)."""
    max_major: int = 99
    """The last major version where it may be."""

    def covers(self, difference: Difference, case: str, major: int) -> bool:
        """True if the difference is the one."""
        return (
            any(fnmatchcase(difference.what, what) for what in self.what)
            and fnmatchcase(case, self.case)
            and major <= self.max_major
            and re.search(self.key, difference.told) is not None
            and all(re.search(of, str(difference.row[name] or "")) for name, of in self.row.items())
            and (not self.settled or len({settled(str(value)) for value in difference.values}) == 1)
        )


@dataclass(frozen=True)
class Listed:
    """What may differ between two sides: differences with reasons, and columns whose elements have no order."""

    sides: Between
    allowed: tuple[Allowed, ...]
    sets: frozenset[str]

    def reason(self, difference: Difference, case: str, major: int) -> str:
        """Why a difference may be; empty if it must not."""
        found = (each.reason for each in self.allowed if each.covers(difference, case, major))
        return next(found, "")


@cache
def listed(sides: Between = PLANS) -> Listed:
    """The list of what may differ between two sides."""
    told: dict[str, Any] = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return Listed(
        sides,
        tuple(Allowed(**{**each, "what": tuple(each["what"])}) for each in told[sides.part]),
        frozenset(told["sets"]),
    )


def compare(one: dict[str, Table], other: dict[str, Table], known: Listed) -> Iterator[Difference]:
    """What two databases do not have in common."""
    sides = known.sides
    for catalogue in sorted(one):
        rows, others = one[catalogue], other[catalogue]
        for side, here, there in ((sides.one, rows, others), (sides.other, others, rows)):
            for key in sorted(here.keys() - there.keys()):
                yield Difference(f"{catalogue} of the {side}", " | ".join(key), row=here[key])
        for key in sorted(rows.keys() & others.keys()):
            yield from _of_row(catalogue, " | ".join(key), (rows[key], others[key]), known.sets)


def _of_row(catalogue: str, key: str, rows: Sequence[Row], sets: frozenset[str]) -> Iterator[Difference]:
    for column in rows[0]:
        what = f"{catalogue}.{column}"
        one, other = (_elements(row[column]) if what in sets else row[column] for row in rows)
        if one != other:
            yield Difference(what, key, (one, other), rows[0])


def _elements(value: Any) -> list[str]:
    """The elements of a list in an order of ours."""
    if isinstance(value, list):
        return sorted(value)
    return sorted(re.findall(r'"(?:[^"\\]|\\.)*"|[^",{}]+', value or ""))
