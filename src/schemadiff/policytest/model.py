"""Tests of policies as users write them, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemadiff.model import Position

Row = Mapping[str, Any]
DENIED = "denied"
"""What stands in ``sees`` where not even asking is allowed."""


@dataclass(frozen=True)
class Write:
    """A statement that may, or may not, be run."""

    sql: str
    rows: int | None = None
    """How many rows it must change; None: at least one."""


@dataclass(frozen=True)
class PolicyTest:
    """Who asks, with which claims, and what must come of it."""

    name: str
    at: Position
    role: str
    """Unquoted."""
    claims: Mapping[str, Any] | None = None
    """What is in ``request.jwt.claims``; None: the setting is not made at all."""
    settings: Mapping[str, str] | None = None
    sees: Mapping[str, Sequence[Row] | int | str] | None = None
    """By table: the rows that are seen, how many of them, or ``denied``."""
    may: tuple[Write, ...] = ()
    may_not: tuple[Write, ...] = ()


@dataclass(frozen=True)
class TestFile:
    """The rows of a file, by table and in its order, and its tests."""

    path: str
    rows: Mapping[str, Sequence[Row]]
    tests: tuple[PolicyTest, ...]
    at: Position


@dataclass(frozen=True)
class Result:
    """One test and what is wrong; nothing if it passes."""

    test: PolicyTest
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """All tests, in the order of the files."""

    results: tuple[Result, ...]

    @property
    def exit_code(self) -> int:
        """1 if any test fails."""
        return int(any(result.wrong for result in self.results))
