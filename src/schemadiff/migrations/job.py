"""A file to run, forward or back, and the statement that stopped it."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import Entry
from schemadiff.migrations.split import Command

Asked = tuple[str, int, str]
"""A condition on rows, with its file and line."""


@dataclass(frozen=True)
class Job:
    """The units of one file, from the first that has not run, and what the history has about it."""

    script: Migration
    """The migration, or its down file."""
    entry: Entry
    done: int = 0
    running: int | None = None
    asked: frozenset[Asked] = frozenset()
    """The conditions on rows that were checked before anything ran, and that no statement since can have changed."""

    before: int = 0
    """The number of migrations that this run has applied before."""

    @property
    def whole(self) -> bool:
        """True if it is a single transaction, so that it is never half done."""
        return len(self.script.units) == 1 and self.script.units[0].transactional


class Stopped(Exception):
    """A statement failed, or, if ``command`` is None, the commit of its unit."""

    def __init__(self, command: Command | None, error: psycopg.Error) -> None:
        super().__init__(str(error))
        self.command = command
        self.error = error
