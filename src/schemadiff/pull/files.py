"""The files that a pull writes: what changes in each, and writing all of them or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from schemadiff.errors import SchemadiffError
from schemadiff.pull.journal import Change, create, digest, journaled, put
from schemadiff.settings import Settings


@dataclass(frozen=True)
class File:
    """One file to write, with its path relative to the project."""

    path: str
    before: str | None
    """Its text before; None for a new file."""
    after: str | None
    """Its new text; None for a file that is deleted because nothing is left in it."""

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = unified_diff(
            (self.before or "").splitlines(),
            (self.after or "").splitlines(),
            self.path,
            self.path,
            lineterm="",
        )
        return "\n".join(lines)


def changed_files(folder: Path, texts: Mapping[str, str | None], settings: Settings) -> Iterator[File]:
    """Yield the files whose text changes."""
    place = os.path.relpath(folder, settings.root)
    for path, after in texts.items():
        file = folder / path
        # Line ends of existing files do not change.
        before = file.read_bytes().decode() if file.is_file() else None
        if before != after:
            yield File(os.path.normpath(f"{place}/{path}"), before, after)


def write(folder: Path, root: Path, files: tuple[File, ...]) -> None:
    """Write the files, all or none, and each whole.

    Raises:
        SchemadiffError: one cannot be written; its path is named.
    """
    place = os.path.normpath(os.path.relpath(folder, root))
    # Their paths relative to the folder; asking the system about each of 5,000 would take a third of the time.
    by_path = {file.path if place == "." else file.path.removeprefix(f"{place}/"): file for file in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with journaled(folder, (_change(path, file) for path, file in by_path.items())):
            _write(folder, by_path)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename or folder}: {error.strerror}") from error


def _write(folder: Path, by_path: Mapping[str, File]) -> None:
    new = {
        path: file.after for path, file in by_path.items() if file.before is None and file.after is not None
    }
    create(folder, new)
    for path, file in by_path.items():
        if file.after is None:
            (folder / path).unlink()
        elif file.before is not None:
            put(folder / path, file.after, new=False)


def _change(path: str, file: File) -> Change:
    after = None if file.after is None else digest(file.after.encode())
    return Change(path, file.before, after)
