"""Compares the rows of two databases' catalogues, and knows what may differ (``tools/raw_catalogs.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from raw_rows import Row, Table

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
    values: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.key}{': ' if self.values else ''}{self.values}"


@dataclass(frozen=True)
class Allowed:
    """A difference that is none, or that is known, and why."""

    what: tuple[str, ...]
    reason: str
    key: str = ""
    """A regular expression that is found in the key of the row, or in its values; any row without one."""
    case: str = "*"
    """The name of the case, or a pattern for several."""

    def covers(self, difference: Difference, case: str) -> bool:
        """True if the difference is the one."""
        return (
            any(fnmatchcase(difference.what, what) for what in self.what)
            and fnmatchcase(case, self.case)
            and re.search(self.key, f"{difference.key}: {difference.values}") is not None
        )


@dataclass(frozen=True)
class Listed:
    """What may differ between two sides: differences with reasons, and columns whose elements have no order."""

    sides: Between
    allowed: tuple[Allowed, ...]
    sets: frozenset[str]

    def reason(self, difference: Difference, case: str) -> str:
        """Why a difference may be; empty if it must not."""
        return next((each.reason for each in self.allowed if each.covers(difference, case)), "")


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
                yield Difference(f"{catalogue} of the {side}", " | ".join(key))
        for key in sorted(rows.keys() & others.keys()):
            yield from _of_row(catalogue, " | ".join(key), (rows[key], others[key]), known.sets)


def _of_row(catalogue: str, key: str, rows: Sequence[Row], sets: frozenset[str]) -> Iterator[Difference]:
    for column in rows[0]:
        what = f"{catalogue}.{column}"
        one, other = (_elements(row[column]) if what in sets else row[column] for row in rows)
        if one != other:
            yield Difference(what, key, f"{one!r} and not {other!r}")


def _elements(value: Any) -> list[str]:
    """The elements of a list in an order of ours."""
    if isinstance(value, list):
        return sorted(value)
    return sorted(re.findall(r'"(?:[^"\\]|\\.)*"|[^",{}]+', value or ""))
