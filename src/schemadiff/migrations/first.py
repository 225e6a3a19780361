"""The first migration of a database that was there before any: what it had makes no empty one what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemadiff.errors import SchemadiffError
from schemadiff.others.runners import RUNNERS
from schemadiff.settings import Settings

UNDEFINED = frozenset({"3F000", "42703", "42704", "42883", "42P01"})
"""What PostgreSQL says where a schema, column, object, function or relation is not there."""


def is_lacking(settings: Settings) -> bool:
    """True if there is no migration at all."""
    return not any(settings.generated.rglob("*.sql"))


def writing(settings: Settings, state: str = "") -> str:
    """The command that writes a whole schema as one migration, in the naming of whoever applies it."""
    desired = state or _shown(settings.desired, settings)
    return f"schemadiff plan --from EMPTY --to {desired} --out {_shown(settings.generated, settings)} --name initial"


def commands(settings: Settings, target: str) -> Iterator[str]:
    """Yield that command, and the one that notes it as applied on a target, as that is called in output."""
    yield writing(settings)
    if settings.layout not in RUNNERS:
        yield f"schemadiff apply{settings.flag(target)} --mark-applied all"


def explained(error: SchemadiffError, settings: Settings) -> SchemadiffError:
    """The failure of a migration on an empty database, with what to do where it lacks what was there before."""
    if not error.hint and getattr(error.__cause__, "sqlstate", "") in UNDEFINED:
        error.hint = (
            "it ran on an empty database. Where yours was there before the first migration, what it had by then wants "
            f"one with an earlier version: {writing(settings, 'git:COMMIT')}"
        )
    return error


def _shown(folder: Path, settings: Settings) -> str:
    return folder.relative_to(settings.root).as_posix()
