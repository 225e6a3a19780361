"""Questions about existing rows that would make a statement fail."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.model.address import Address


@dataclass(frozen=True)
class Question:
    """Rows that must not exist when a statement runs, and the query that finds them."""

    of: Address
    """The object, a table or a sequence, whose rows are meant."""
    wrong: str
    """What is wrong with the rows, printed after their number and a colon ("NULL in stats")."""
    sql: str = ""
    """The SELECT that returns the keys of such rows; empty if none can be written."""
    unsaid: str = ""
    """The reason why no SELECT can be written."""
