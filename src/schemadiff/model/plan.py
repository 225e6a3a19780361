"""Changes, statements, units and plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from schemadiff.model.address import Address, Position, Severity
from schemadiff.model.effects import Effects
from schemadiff.model.objects import Object
from schemadiff.model.question import Question


@dataclass(frozen=True)
class Create:
    """An object that only the new catalogue has."""

    new: Object


@dataclass(frozen=True)
class Drop:
    """An object that only the old catalogue has."""

    old: Object


@dataclass(frozen=True)
class Alter:
    """An object that both catalogues have, with different fields."""

    old: Object
    new: Object


Change = Create | Drop | Alter


class Verb(StrEnum):
    """What a statement does to its object; the drop of an address comes before its create."""

    CREATE = "create"
    ALTER = "alter"
    DROP = "drop"
    SET_ASIDE = "set aside"
    """The column is converted to text while something that it depends on changes."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Answer:
    """How many of the target's rows a question finds, with a few examples."""

    question: Question
    statement: int
    """The number, from 1, of the statement that would fail because of such rows."""
    rows: int = 0
    """The number of such rows."""
    keys: tuple[str, ...] = ()
    """The columns that identify a row, unquoted."""
    sample: tuple[tuple[str | None, ...], ...] = ()
    """The key values of the first few rows as PostgreSQL prints them; no other values are kept."""
    skipped: str = ""
    """Why the question was not asked or not answered; empty if it was answered."""


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a plan, without its semicolon, and the reason for it."""

    sql: str
    verb: Verb
    address: Address
    reason: str = ""
    """The reason, if the object alone does not explain the statement ("rebuilt: column app.t.a changes its type")."""
    at: Position | None = None
    """The position in ``desired/`` that caused the statement; None if the object is only in the database."""
    effects: Effects = field(default_factory=Effects)
    engine: str = "native"
    """The engine that wrote it: "native" or "migra"; native statements in a plan by migra complete that plan."""
    part_of: Address | None = None
    """The outermost object that the address is a part of (the table of an index); None if it is not a part."""
    asks: tuple[Question, ...] = ()
    """The questions about rows on which the statement would fail."""
    apart: bool = False
    """True if the statement starts a new transaction, after everything before it is committed."""
    not_online: str = ""
    """Why an online plan leaves the statement as it is, although it keeps others waiting; empty if it does neither."""


@dataclass(frozen=True)
class Unit:
    """Statements that run in one transaction, or a single statement that runs outside of any."""

    statements: tuple[Statement, ...]
    transactional: bool = True


@dataclass(frozen=True)
class Note:
    """Something that a reader of the plan must know and that is not a statement."""

    message: str
    severity: Severity = Severity.INFO
    at: Position | None = None
    hint: str = ""
    """What to do: a sentence, or a line to add to ``desired/``."""


@dataclass(frozen=True)
class Plan:
    """The statements, in order, that turn the current state into the desired one."""

    statements: tuple[Statement, ...]
    engine: str
    current: str
    """The fingerprint of the state that the plan starts from."""
    desired: str
    """The fingerprint of the state that the plan must reach."""
    version: int
    """``server_version_num`` of the server that the plan was made for."""
    notes: tuple[Note, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The statements grouped into units."""
        return split_into_units(self.statements)

    @property
    def losses(self) -> tuple[Statement, ...]:
        """The statements that lose data."""
        return tuple(s for s in self.statements if s.effects.loses_data)

    def __bool__(self) -> bool:
        return bool(self.statements)


def split_into_units(statements: Sequence[Statement]) -> tuple[Unit, ...]:
    """Group statements into units.

    A statement that cannot run in a transaction is a unit by itself; one that is ``apart`` starts a new unit.
    """
    units: list[Unit] = []
    together: list[Statement] = []
    for statement in statements:
        if statement.apart and together:
            units.append(Unit(tuple(together)))
            together = []
        if statement.effects.transactional:
            together.append(statement)
            continue
        if together:
            units.append(Unit(tuple(together)))
            together = []
        units.append(Unit((statement,), transactional=False))
    if together:
        units.append(Unit(tuple(together)))
    return tuple(units)
