"""Who may do what: a role, a relation, a command, and what PostgreSQL would answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schemadiff.model import Address

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")


class Outcome(StrEnum):
    """What becomes of a command that reads nothing else (no WHERE, no RETURNING)."""

    ALL = "all"
    """It may have all rows."""
    SOME = "some"
    """It may have the rows that policies let through."""
    NONE = "none"
    """It is granted, but no policy lets any row through: nothing is seen or changed, and INSERT is an error."""
    DENIED = "denied"
    """It is an error: permission denied."""

    def __str__(self) -> str:
        return self.value

    @property
    def lets(self) -> bool:
        """True if it may have rows at all."""
        return self in (Outcome.ALL, Outcome.SOME)


class Rule(NamedTuple):
    """A policy that has a say in a command."""

    name: str
    """Quoted."""
    permissive: bool
    using: str | None
    """What rows that are there must satisfy, as pg_get_expr() says it; None where it asks nothing."""
    check: str | None
    """What new rows must satisfy."""


@dataclass(frozen=True)
class Way:
    """A way around a role's own privileges: a view or a function that has those of its owner."""

    through: Address
    owner: str
    """Quoted."""

    def __str__(self) -> str:
        return f"{self.through}, with the rights of {self.owner}"


@dataclass(frozen=True)
class Cell:
    """One role, one relation, one command."""

    role: str
    """Quoted, or PUBLIC."""
    relation: Address
    command: str
    outcome: Outcome
    why: str
    """In words: "no grant", "owner of the table" ..."""
    columns: tuple[str, ...] = ()
    """Only these, quoted; empty: all of them."""
    rules: tuple[Rule, ...] = ()
    """The policies that decide, where the outcome is SOME; any of the permissive ones and all others must agree."""
    ways: tuple[Way, ...] = ()
    """What else leads there."""


@dataclass(frozen=True)
class Matrix:
    """Every role that was asked about, every relation, every command: in that order, sorted."""

    cells: tuple[Cell, ...]
    roles: tuple[str, ...]
    relations: tuple[Address, ...]
    unread: tuple[Way, ...] = ()
    """SECURITY DEFINER functions that the roles may call, and of which nobody here knows what they reach."""
