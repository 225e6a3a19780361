"""The error tree, with exit codes, and the one place that turns foreign errors into ours.

    SchemadiffError            3  could not do it
    ├── Problems               3  several errors of desired/, each with its place
    ├── UsageError             2  flags or settings
    ├── Refused                1  the check says no: a hazard, a difference, a finding
    │   └── Unlike             1  a partition that must be attached instead of made
    ├── ConnectionFailed       3
    ├── Blocked                3  another session's lock
    ├── ProofFailed            3
    └── Unavailable            3  no throw-away PostgreSQL, or none with what is needed

Messages are lower case, without a full stop, and name the object by its address and the place as
``path:line``; PostgreSQL's own words are kept. ``hint`` says what to do next, only where we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemadiff.model import Address, Position

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
        self.because: SchemadiffError | None = None
        """Another error of the same ``Problems``, which must be fixed first and may be the only cause of this one."""
        self.subject = ""
        """What failed, in a few words, if ``because`` gives the reason."""
        self.quoted = ""
        """PostgreSQL's own lines in the message and the hint, if the error has no cause that has them."""

    def __str__(self) -> str:
        lines = [f"{self.at}: {self.message}" if self.at else self.message]
        lines += [self.detail] if self.detail else []
        lines += [f"hint: {self.hint}"] if self.hint else []
        return "\n".join(lines)


class Problems(SchemadiffError):
    """Several errors at once, so that users need not fix them one run at a time."""

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


class Unlike(Refused):
    """A partition that is made with its parent would have something else than it should; one that is attached would not."""

    def __init__(self, message: str, table: Address | None, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.table = table


class ConnectionFailed(SchemadiffError):
    """No connection to a server; the password never appears in it."""


class Blocked(SchemadiffError):
    """Another session holds a lock and did not release it in time."""


class ProofFailed(SchemadiffError):
    """The plan does not do on the clone what it should."""


class Unavailable(SchemadiffError):
    """There is no throw-away PostgreSQL that has what is needed."""


def redact(text: str) -> str:
    """The text without the passwords in connection URLs and key=value strings, for everything that is printed."""
    # Match up to the last @: a password may contain one that was not encoded.
    text = re.sub(r"(://[^:/@\s]*):\S*@", r"\1:***@", text)
    text = re.sub(r"(?i)([?&]password=)[^&\s]*", r"\1***", text)
    return re.sub(r"(?i)\b((?:pg|ssl)?password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)", r"\1***", text)


def place(conninfo: str) -> str:
    """Host, port, user and database of a connection string, without secrets."""
    from psycopg import ProgrammingError  # noqa: PLC0415 - the command line imports this module, and its --help
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - must stay quick

    try:
        found = {} if _cut_short(conninfo) else conninfo_to_dict(conninfo)
    except ProgrammingError:
        found = {}
    parts = (f"{name}={found[name]}" for name in ("host", "port", "user", "dbname") if found.get(name))
    return " ".join(parts) or "the configured URL"


def _cut_short(conninfo: str) -> bool:
    """True if part of a password may have been taken for the host, after an unencoded @ or /: print nothing of it."""
    before, at, _ = conninfo.partition("://")[2].rpartition("@")
    return bool(at) and any(mark in before for mark in "@/?#")


_ENCODED = (
    "in a URL, special characters must be percent-encoded: @ as %40, : as %3A, / as %2F, ? as %3F, "
    "# as %23, % as %25, a space as %20"
)

_ASKED = (
    # libpq says the first one, the others are the server's, and in its language: what is not found gets a general hint.
    ("no password supplied", "the server wants a password: put it into the URL, PGPASSWORD or ~/.pgpass"),
    ("SSL was required", "sslmode of the URL asks for an encrypted connection, and this server offers none"),
    (
        "definition of service",
        "a service is defined in ~/.pg_service.conf, or in the file that PGSERVICEFILE names",
    ),
    ("too many", "the server is full: end sessions that are not needed, or run this again later"),
    (
        "remaining connection slots",
        "the server is full: end sessions that are not needed, or run this again later",
    ),
    ("the database system is ", "the server is on its way up or down: run this again in a moment"),
    ("FATAL:", "the server answers: are user, password and database of the URL right?"),
    ("", "is the server running, and is the URL of the target right?"),
)
"""What to do, by what the message of a connection that failed has in it; the first that is found counts."""


def _asked(message: str) -> str:
    return next(hint for words, hint in _ASKED if words in message)


@contextmanager
def connecting(conninfo: str, name: str = "the configured one") -> Iterator[None]:
    """Turn psycopg's connection errors into ConnectionFailed or UsageError, without repeating possible secrets."""
    import psycopg  # noqa: PLC0415 - see above

    try:
        yield
    except psycopg.OperationalError as error:
        odd = _cut_short(conninfo)
        # With such a password libpq would print "no host is called rest-of-the-password@db". Lines with "Is the server
        # running" are left out, because the hint asks the same.
        said = [
            line.strip() for line in redact(str(error)).splitlines() if not line.strip().startswith("Is the ")
        ]
        # The message contains the place already.
        brief = re.sub(
            r"^connection failed: (connection to server [^:]*? failed: )?", "", " ".join(filter(None, said))
        )
        words = "" if odd else f": {brief}"
        asked = f"is the password right? {_ENCODED}" if odd else _asked(brief)
        raise ConnectionFailed(f"cannot connect to {place(conninfo)}{words}", hint=asked) from None
    except psycopg.ProgrammingError:
        # The whole text may be a secret in the wrong place, and libpq would repeat it.
        raise UsageError(
            f"not a connection URL: {name}",
            hint=f"write postgresql://user@host:5432/database, or host=... dbname=...; {_ENCODED}",
        ) from None


def gone(name: str, error: psycopg.Error) -> ConnectionFailed:
    """The error for a connection that was lost; ``name`` is the name of the database in output."""
    # Only the first line: libpq adds guesses about the cause.
    words = redact(str(error)).strip().splitlines()
    return ConnectionFailed(
        f"{name}: the connection was lost: {words[0] if words else type(error).__name__}",
        hint="check that the server is running and the network is up, then run this again",
    )


def postgres_words(error: psycopg.Error) -> str:
    """PostgreSQL's message, detail and hint, a line each."""
    diag = error.diag
    primary = diag.message_primary or str(error).strip()
    lines = [primary]
    lines += [f"detail: {diag.message_detail}"] if diag.message_detail else []
    lines += [f"hint: {diag.message_hint}"] if diag.message_hint else []
    return redact("\n".join(lines))
