"""The access matrix: for each role, relation and command, the rows that PostgreSQL would allow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schemadiff.model import Address

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")


class Outcome(StrEnum):
    """What PostgreSQL does with a command that has no WHERE and no RETURNING."""

    ALL = "all"
    """The command may use all rows."""
    SOME = "some"
    """The command may use the rows that policies allow."""
    NONE = "none"
    """The privilege is granted, but no policy allows any row: nothing is visible or changed, and INSERT is an error."""
    DENIED = "denied"
    """The command fails: permission denied."""

    def __str__(self) -> str:
        return self.value

    @property
    def lets(self) -> bool:
        """True if the command may use any rows."""
        return self in (Outcome.ALL, Outcome.SOME)


class Rule(NamedTuple):
    """A policy that applies to a command."""

    name: str
    """Quoted."""
    permissive: bool
    using: str | None
    """The condition for existing rows, from pg_get_expr(); None if there is none."""
    check: str | None
    """The condition for new rows."""


@dataclass(frozen=True)
class Way:
    """A way around a role's own privileges: a view or function that runs with its owner's."""

    through: Address
    owner: str
    """Quoted."""

    def __str__(self) -> str:
        return f"{self.through}, with the rights of {self.owner}"


@dataclass(frozen=True)
class Cell:
    """The outcome for one role, relation and command."""

    role: str
    """Quoted, or PUBLIC."""
    relation: Address
    command: str
    outcome: Outcome
    why: str
    """The reason in words: "no grant", "owner of the table" ..."""
    columns: tuple[str, ...] = ()
    """The only columns that it may use, quoted; empty if all."""
    rules: tuple[Rule, ...] = ()
    """The policies behind the outcome SOME; one permissive policy and all restrictive ones must be true for a row."""
    ways: tuple[Way, ...] = ()
    """Other ways to the relation."""


@dataclass(frozen=True)
class Matrix:
    """The cells of all roles, relations and commands that were asked about, sorted in that order."""

    cells: tuple[Cell, ...]
    roles: tuple[str, ...]
    relations: tuple[Address, ...]
    named: tuple[str, ...]
    """The roles that hold a privilege or have a policy, or that were asked for by name."""
    unread: tuple[Way, ...] = ()
    """SECURITY DEFINER functions that the roles may call, but whose bodies cannot be analysed."""
