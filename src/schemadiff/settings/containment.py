"""Keeps paths of the settings inside the repository, so that a pull request cannot make us read or write other files.

Errors show parts of a file that is read, and a file that is written is overwritten. Flags and environment variables
come from the person who runs the command, and may name any path.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.settings.file import File

PATHS: Mapping[str, str] = {
    "desired": "desired",
    "generated": "generated",
    "types.typescript": "",
    "types.python": "",
    "docs.file": "",
    "lint.baseline": "",
}
"""The settings that hold paths, with their defaults."""


def check(file: File, root: Path, overridden: Collection[str]) -> None:
    """Raise UsageError if a path in the file leads out of the repository; flags or variables set those in ``overridden``."""
    repository = _repository(root)
    if repository is None:
        return
    for key, default in PATHS.items():
        path = file.plain.get(key, default)
        if key in overridden or not isinstance(path, str) or not path:
            continue
        if not (root / path).resolve().is_relative_to(repository.resolve()):
            raise UsageError(
                f'"{key}" points out of the repository',
                at=file.position(key) if key in file.plain else None,
                hint="a settings file may only name paths in its repository; a flag or an environment "
                "variable may name others",
            )


def refuse_link(path: Path, folder: Path) -> None:
    """Raise SchemadiffError if a path found in ``folder`` is a symbolic link that leads out of it."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SchemadiffError(
            f"{path} is a symbolic link that points out of its folder", hint="put the file itself there"
        )


def _repository(root: Path) -> Path | None:
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
