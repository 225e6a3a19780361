"""Migrations for what a database has already: the first one, and those for what somebody has changed by hand.

Without the first, later ones alone cannot build an empty database up to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.settings import DEVELOPMENT, Settings

UNDEFINED = frozenset({"3F000", "42703", "42704", "42883", "42P01"})
"""SQLSTATEs of a schema, column, object, function or relation that does not exist."""

DUPLICATE = frozenset({"42701", "42710", "42723", "42P06", "42P07"})
"""SQLSTATEs of a column, object, function, schema or relation that exists already."""


def is_lacking(settings: Settings) -> bool:
    """Return True if there is no migration at all."""
    return not any(settings.generated.rglob("*.sql"))


def writing(settings: Settings, state: str = "") -> str:
    """Return the command that writes a whole schema as one migration, with file names for the tool that applies it."""
    desired = state or _shown(settings.desired, settings)
    return f"schemadiff plan{settings.given} --from EMPTY --to {desired} --out {_shown(settings.generated, settings)} --name initial"


def commands(settings: Settings, target: str) -> Iterator[str]:
    """Yield that command, and the one that marks it as applied on a database that has all of it; a URL is never printed."""
    yield writing(settings)
    if settings.layout not in RUNNERS:
        yield f"schemadiff apply{settings.flag(target)} --mark-applied all"


def catching_up(settings: Settings, target: str) -> Iterator[str]:
    """Yield the command that plans without the database that was changed by hand, and the one that marks that as applied."""
    yield f"schemadiff plan{settings.given} --target {DEVELOPMENT.name}"
    yield f"schemadiff apply{settings.flag(target)} --mark-applied all"


def explained(error: SchemadiffError, settings: Settings) -> SchemadiffError:
    """Return the failure of a migration on an empty database, with a hint if objects from before the migrations are missing."""
    if not error.hint and getattr(error.__cause__, "sqlstate", "") in UNDEFINED:
        error.hint = (
            "it ran on an empty database. If your database is older than the first migration, write what "
            f"it had by then as a migration with an earlier version: {writing(settings, 'git:COMMIT')}"
        )
    return error


def of_what_exists(error: SchemadiffError, settings: Settings, target: str) -> SchemadiffError:
    """Return the failure of a pending migration on a copy of a target, with a hint if that has what it creates already."""
    if (
        not error.hint
        and settings.layout not in RUNNERS
        and getattr(error.__cause__, "sqlstate", "") in DUPLICATE
    ):
        error.hint = (
            f"if {target} has all that it creates, record it as applied without running it, and the pending ones "
            f"before it: schemadiff apply{settings.flag(target)} --mark-applied VERSION"
        )
    return error


def _shown(folder: Path, settings: Settings) -> str:
    return folder.relative_to(settings.root).as_posix()
