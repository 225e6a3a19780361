"""Policy tests as users write them, and their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemadiff.model import Position

Row = Mapping[str, Any]
DENIED = "denied"
"""The value of ``sees`` if the role must not be allowed to read the table at all."""


@dataclass(frozen=True)
class Write:
    """A statement that the role may, or may not, run."""

    sql: str
    rows: int | None = None
    """The number of rows that it must change; None: at least one."""


@dataclass(frozen=True)
class PolicyTest:
    """A test: the role and its claims, and the expected results."""

    name: str
    at: Position
    role: str
    """Unquoted."""
    claims: Mapping[str, Any] | None = None
    """The value of ``request.jwt.claims``; None: the setting is not set at all."""
    settings: Mapping[str, str] | None = None
    sees: Mapping[str, Sequence[Row] | int | str] | None = None
    """By table: the expected rows, their number, or ``denied``."""
    may: tuple[Write, ...] = ()
    may_not: tuple[Write, ...] = ()


@dataclass(frozen=True)
class TestFile:
    """A file: its rows by table, in file order, and its tests."""

    path: str
    rows: Mapping[str, Sequence[Row]]
    tests: tuple[PolicyTest, ...]
    at: Position


@dataclass(frozen=True)
class Result:
    """A test and its failures; none if it passes."""

    test: PolicyTest
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """All results, in the order of the files."""

    results: tuple[Result, ...]

    @property
    def exit_code(self) -> int:
        """1 if any test fails."""
        return int(any(result.wrong for result in self.results))
