"""What is to be done: changes, statements, units and plans."""

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
    """An object that both have, with different fields."""

    old: Object
    new: Object


Change = Create | Drop | Alter


class Verb(StrEnum):
    """What a statement does to its object; drops come before creates of the same address."""

    CREATE = "create"
    ALTER = "alter"
    DROP = "drop"
    SET_ASIDE = "set aside"
    """The data of a column are text, for as long as something under it changes."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Answer:
    """What the target's own rows say to a question."""

    question: Question
    statement: int
    """The number, from 1, of the statement that fails on such rows."""
    rows: int = 0
    """How many there are."""
    keys: tuple[str, ...] = ()
    """What tells a row from the others: the names of these columns, unquoted."""
    sample: tuple[tuple[str | None, ...], ...] = ()
    """The values of the keys of the first few rows, as PostgreSQL prints them, and no other value."""
    skipped: str = ""
    """Why it was not asked, or not answered; empty if it was."""


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a plan, without its semicolon, and why it is there."""

    sql: str
    verb: Verb
    address: Address
    reason: str = ""
    """Why, where the object alone does not say it ("rebuilt: column app.t.a changes its type")."""
    at: Position | None = None
    """The line in ``desired/`` that caused it; None for what is only in the database."""
    effects: Effects = field(default_factory=Effects)
    engine: str = "native"
    """Who wrote it: "native", "migra"; in a plan of migra's, native's are those that complete it."""
    part_of: Address | None = None
    """The whole that the object is a part of, as the catalogue says (an index's table); None for a whole."""
    asks: tuple[Question, ...] = ()
    """What rows must not be there when it runs."""
    apart: bool = False
    """True if it begins a transaction of its own, after what was before is committed."""


@dataclass(frozen=True)
class Unit:
    """Statements that run together: in one transaction, or one alone outside of any."""

    statements: tuple[Statement, ...]
    transactional: bool = True


@dataclass(frozen=True)
class Note:
    """Something a reader of the plan must know that is not a statement."""

    message: str
    severity: Severity = Severity.INFO
    at: Position | None = None
    hint: str = ""
    """What to do about it: a sentence, or a line to add to ``desired/``."""


@dataclass(frozen=True)
class Plan:
    """What turns the current state into the desired one, in order."""

    statements: tuple[Statement, ...]
    engine: str
    current: str
    """Fingerprint of the state that it starts from."""
    desired: str
    """Fingerprint of the state that it must reach."""
    version: int
    """``server_version_num`` of the server it was made for."""
    notes: tuple[Note, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The statements, split where one cannot run in a transaction block."""
        return split_into_units(self.statements)

    @property
    def losses(self) -> tuple[Statement, ...]:
        """The statements that lose data."""
        return tuple(s for s in self.statements if s.effects.loses_data)

    def __bool__(self) -> bool:
        return bool(self.statements)


def split_into_units(statements: Sequence[Statement]) -> tuple[Unit, ...]:
    """Group statements into units: what no transaction may hold by itself, and a new one where a statement says so."""
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
