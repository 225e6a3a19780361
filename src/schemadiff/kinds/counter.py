"""Counters of sequences, which PostgreSQL requires to be within the bounds at all times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from psycopg.sql import quote

from schemadiff.kinds.casts import BOUNDS


class Counting(NamedTuple):
    """Start, increment and bounds of a sequence."""

    start: int
    increment: int
    low: int
    high: int

    def leaves_out(self, old: Counting) -> bool:
        """Return True if the counter of ``old`` starts outside of these bounds."""
        return not self.low <= old.start <= self.high

    def comes_back(self, old: Counting) -> bool:
        """Return True if the counter has to move back to numbers that it may have given out."""
        if not self.leaves_out(old):
            return False
        up = old.increment > 0
        ahead = old.start < self.low and self.high >= old.high
        below = old.start > self.high and self.low <= old.low
        return (self.increment > 0) != up or not (ahead if up else below)

    def within(self, data_type: str) -> Counting:
        """Return the same after its column got this type: default bounds follow the type."""
        end = BOUNDS[data_type]
        return self._replace(low=max(self.low, -end), high=min(self.high, end - 1))

    def where_lost(self, old: Counting) -> str:
        """Return, in words, for which values the counter is lost; empty if for none."""
        return f", if it is not between {self.low} and {self.high}" if self.comes_back(old) else ""

    def moves(self, old: Counting, sequence: str, as_type: str = "") -> Iterator[str]:
        """Yield the statements that move the counter into these bounds, through bounds that contain both."""
        if not self.leaves_out(old):
            return
        low, high = min(self.low, old.low), max(self.high, old.high)
        yield f"ALTER SEQUENCE {sequence}{as_type} MINVALUE {low} MAXVALUE {high}"
        yield self.continues(old, sequence, sequence)

    def continues(self, old: Counting, sequence: str, source: str) -> str:
        """Return the statement that sets a counter to that of ``source``, or to its start if that is out of bounds."""
        value, called = "last_value", "is_called"
        if not self.spans(old):
            inside = f"last_value BETWEEN {self.low} AND {self.high}"
            value, called = (
                f"CASE WHEN {inside} THEN last_value ELSE {self.start} END",
                f"is_called AND {inside}",
            )
        return f"SELECT pg_catalog.setval({quote(sequence).strip()}, {value}, {called}) FROM {source}"

    def spans(self, old: Counting) -> bool:
        """Return True if every value of ``old`` is within these bounds."""
        return self.low <= old.low and old.high <= self.high
