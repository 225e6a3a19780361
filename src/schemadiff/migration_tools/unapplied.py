"""Migrations that a database has not seen yet, for who writes files by what it is."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools import files
from schemadiff.migration_tools.history_tables import history_of
from schemadiff.migration_tools.runners import applying
from schemadiff.migrations.state import State, statuses
from schemadiff.model import Note, Severity
from schemadiff.settings import Settings
from schemadiff.targets import Live
from schemadiff.words import count


def unapplied(target: Live, settings: Settings) -> Iterator[Note]:
    """Yield a note if migrations are pending: what they make is in the files, and not in the database."""
    try:
        rows = statuses(files.all_of(settings), history_of(target, settings, files.all_of(settings)))
    except SchemadiffError:
        # Files or a history that cannot be read are for the commands that use them.
        return
    if pending := [row for row in rows if row.state in (State.PENDING, State.PARTIAL)]:
        wait = "1 migration waits" if len(pending) == 1 else f"{count(len(pending), 'migration')} wait"
        yield Note(
            f"{wait} to be applied here: what the files have because of that is no part of {target.name}",
            Severity.WARNING,
            hint=f"first run {applying(settings, rows, target.name)}",
        )
