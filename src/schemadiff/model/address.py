"""What things are called and where they are: addresses, places in files, and how much a word about them matters."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple

Name = tuple[str, str]
"""A name, with the catalogue that sees to it that nothing else has it, in front."""


class Address(NamedTuple):
    """What ``pg_identify_object()`` answers: ``("policy", "p on app.t")``.

    The identity is schema-qualified and quoted by PostgreSQL, so it can be used verbatim in SQL.
    """

    type: str
    identity: str

    def __str__(self) -> str:
        return f"{self.type} {self.identity}"

    def fits(self, pattern: str) -> bool:
        """True if a pattern, of ``*`` and ``?``, is over its identity, or over its type and identity.

        A bracket is itself: types of arrays are written with them.
        """
        pattern = pattern.replace("[", "[[]")
        return fnmatchcase(self.identity, pattern) or fnmatchcase(str(self), pattern)


class Position(NamedTuple):
    """A place in a file, one-based, the path relative to the project."""

    path: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


class Severity(StrEnum):
    """How much a note or a finding matters; ``fail_on`` compares these."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __str__(self) -> str:
        return self.value

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return ("info", "warning", "error").index(self.value)


Located = Callable[[Address], Position | None]
"""Where in ``desired/`` an object is declared."""


class Unmodelled(NamedTuple):
    """A user object, or a property of one, that schemadiff does not know: named, never passed over."""

    address: Address
    schema: str | None


class Member(NamedTuple):
    """Whose a member of an extension is."""

    extension: Address
    owner: str
    """The role, quoted."""
    schema: str | None
    """Where the member is."""
