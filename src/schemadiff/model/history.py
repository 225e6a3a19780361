"""The migrations that a database has applied, as its history says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of an applied migration where another tool keeps the history without times."""


class How(StrEnum):
    """In which direction a migration ran."""

    APPLY = "apply"
    ROLLBACK = "rollback"
    AGAIN = "again"
    """Applied, and to be run once more: its file was edited, and the tool that keeps the history reruns it."""

    def __str__(self) -> str:
        return self.value


def titled(version: str, name: str) -> str:
    """Return a migration's version and name, or the version alone."""
    return f"{version}_{name}" if name else version


@dataclass(frozen=True)
class Row:
    """A migration in the database's history."""

    version: str
    name: str
    sha256: str
    """The hash of the file that was applied."""
    down_sha256: str | None
    """The hash of its down file at that time; None if it had none."""
    how: str
    started: datetime
    finished: datetime | None
    by: str
    units: int
    """Units of the file that runs, or ran last: the down file during a rollback."""
    units_done: int
    running: int | None
    """The non-transactional unit that has begun and is not known to have ended, counted from 0."""
    progress: str
    """``Migration.progress(units_done)`` of the file that runs, or ran last."""
    kept: str = ""
    """For ``How.AGAIN``: what another tool stores about the text that ran, to compare it with the file."""

    @property
    def title(self) -> str:
        """The name of the migration in output."""
        return titled(self.version, self.name)

    @property
    def when(self) -> datetime | None:
        """When its last unit finished; None if it has not, or if the time is unknown."""
        return None if self.finished == UNKNOWN else self.finished

    @property
    def applied(self) -> bool:
        """True if all of it was applied, and nothing of it was rolled back."""
        if self.how == How.APPLY:
            return self.finished is not None
        return self.how == How.ROLLBACK and self.finished is None and not self.partial

    @property
    def partial(self) -> bool:
        """True if some of it ran, in either direction, and the rest did not."""
        return self.finished is None and (self.units_done > 0 or self.running is not None)
