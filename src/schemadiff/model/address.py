"""Addresses of objects, positions in files, and severities."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple

Name = tuple[str, str]
"""The catalogue in which a name must be unique, and the name: ``("pg_class", "app.users_pkey")``."""


class Address(NamedTuple):
    """Type and identity of an object as ``pg_identify_object()`` returns them: ``("policy", "p on app.t")``.

    The identity is schema-qualified and quoted by PostgreSQL, so it can be used verbatim in SQL.
    """

    type: str
    identity: str

    def __str__(self) -> str:
        return f"{self.type} {self.identity}"

    def fits(self, pattern: str) -> bool:
        """True if a pattern with ``*`` and ``?`` matches the identity, or the type and the identity.

        Brackets are matched literally, because the names of array types contain them.
        """
        pattern = pattern.replace("[", "[[]")
        return fnmatchcase(self.identity, pattern) or fnmatchcase(str(self), pattern)


class Position(NamedTuple):
    """A place in a file: path relative to the project, line and column counted from 1."""

    path: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


class Severity(StrEnum):
    """How serious a note or a finding is; ``fail_on`` compares severities."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __str__(self) -> str:
        return self.value

    @property
    def rank(self) -> int:
        """The severity as a number; a higher one is more severe."""
        return ("info", "warning", "error").index(self.value)


Located = Callable[[Address], Position | None]
"""A function that returns where in ``desired/`` an object is declared, or None."""


class Unmodelled(NamedTuple):
    """A user object, or a property of one, that schemadiff does not model; it is always reported."""

    address: Address
    schema: str | None


class Member(NamedTuple):
    """The extension that a member belongs to, with the member's owner and schema."""

    extension: Address
    owner: str
    """The role, quoted."""
    schema: str | None
    """The schema of the member."""
