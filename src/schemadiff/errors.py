"""The error tree, with exit codes, and the one place that turns foreign errors into ours.

    SchemadiffError            3  could not do it
    ├── Problems               3  several errors of desired/, each with its place
    ├── UsageError             2  flags or settings
    ├── Refused                1  the check says no: a hazard, a difference, a finding
    ├── ConnectionFailed       3
    ├── ProofFailed            3
    └── Unavailable            3  no PostgreSQL to be had, or not with what is needed

Messages are lower case, without a full stop, and name the object by its address and the place as
``path:line``; PostgreSQL's own words are kept. ``hint`` says what to do next, only where we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemadiff.model import Position

if TYPE_CHECKING:
    import psycopg


class SchemadiffError(Exception):
    """Base of all our errors; exit code 3, "could not do it"."""

    exit_code = 3

    def __init__(self, message: str, *, at: Position | None = None, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint
        self.detail = detail
        """Further lines, shown below the message as they are (a source line with a caret, a diff)."""

    def __str__(self) -> str:
        lines = [f"{self.at}: {self.message}" if self.at else self.message]
        lines += [self.detail] if self.detail else []
        lines += [f"hint: {self.hint}"] if self.hint else []
        return "\n".join(lines)


class Problems(SchemadiffError):
    """Several errors at once, so that nobody has to mend them one run at a time."""

    def __init__(self, problems: Sequence[SchemadiffError]) -> None:
        super().__init__(f"{len(problems)} errors")
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.problems))


class UsageError(SchemadiffError):
    """Wrong flags or settings; exit code 2."""

    exit_code = 2


class Refused(SchemadiffError):
    """The check says no; exit code 1."""

    exit_code = 1


class ConnectionFailed(SchemadiffError):
    """No connection to a server; the password never appears in it."""


class ProofFailed(SchemadiffError):
    """The plan does not do on the clone what it must."""


class Unavailable(SchemadiffError):
    """No throw-away PostgreSQL to be had that has what is needed."""


def redact(text: str) -> str:
    """Blank out the passwords in connection URLs and key=value strings, for anything that is printed."""
    # Up to the last @: a password may hold one that nobody encoded.
    text = re.sub(r"(://[^:/@\s]*):\S*@", r"\1:***@", text)
    text = re.sub(r"(?i)([?&]password=)[^&\s]*", r"\1***", text)
    return re.sub(r"(?i)\b((?:pg|ssl)?password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)", r"\1***", text)


@contextmanager
def connecting(where: str) -> Iterator[None]:
    """Turn psycopg's connection errors into ConnectionFailed, naming ``where`` without its password."""
    import psycopg  # noqa: PLC0415 - the command line imports this module, and its --help must stay quick

    try:
        yield
    except psycopg.OperationalError as error:
        words = " ".join(redact(str(error)).split())
        raise ConnectionFailed(
            f"cannot connect to {redact(where)}: {words}",
            hint="is the server running, and is the URL of the target right?",
        ) from None
    except psycopg.ProgrammingError as error:
        # libpq repeats a malformed conninfo, password included, so its words are dropped.
        raise UsageError(f"not a connection URL: {redact(where)}") from (
            None if "password" in where else error
        )


def postgres_words(error: psycopg.Error) -> str:
    """PostgreSQL's message with its detail and hint, on one line each."""
    diag = error.diag
    primary = diag.message_primary or str(error).strip()
    lines = [primary]
    lines += [f"detail: {diag.message_detail}"] if diag.message_detail else []
    lines += [f"hint: {diag.message_hint}"] if diag.message_hint else []
    return redact("\n".join(lines))
