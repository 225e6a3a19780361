"""What rows are asked before something is done that they could stand in the way of."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.model.address import Address


@dataclass(frozen=True)
class Question:
    """Rows that must not be there when a statement runs, and how they are found."""

    of: Address
    """Whose rows."""
    wrong: str
    """What is wrong with them, after their number and a colon ("NULL in stats")."""
    sql: str = ""
    """The SELECT that answers with their keys; empty where none can be written."""
    unsaid: str = ""
    """Why none can be."""
