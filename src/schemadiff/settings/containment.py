"""What a repository names stays within it: a pull request must not have anything else of the machine read or written.

What is read is shown when something is wrong with it, and what is written was somebody's file. Flags and the
environment are those of whoever runs the command, and may name anything.
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
"""The settings that are paths, with their defaults."""


def check(file: File, root: Path, said: Collection[str]) -> None:
    """Raise UsageError if a path of the settings, unless it was ``said`` otherwise, leads out of the repository."""
    repository = _repository(root)
    if repository is None:
        return
    for key, default in PATHS.items():
        path = file.plain.get(key, default)
        if key in said or not isinstance(path, str) or not path:
            continue
        if not (root / path).resolve().is_relative_to(repository.resolve()):
            raise UsageError(
                f'"{key}" leads out of the repository',
                at=file.position(key) if key in file.plain else None,
                hint="a settings file names what is in its repository; a flag or a variable of the environment may"
                " name something else",
            )


def refuse_link(path: Path, folder: Path) -> None:
    """Raise SchemadiffError if a file found in a folder is a link that leaves it."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SchemadiffError(
            f"{path} is a symbolic link that leaves its folder", hint="put the file itself there"
        )


def _repository(root: Path) -> Path | None:
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
