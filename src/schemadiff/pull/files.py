"""The files that a pull writes: what changes in each, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from schemadiff.errors import SchemadiffError
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
    """Write the files, each whole or not at all.

    Raises:
        SchemadiffError: one cannot be written; its path is named.
    """
    try:
        for parent in sorted({(root / file.path).parent for file in files}):
            parent.mkdir(parents=True, exist_ok=True)
        for file in files:
            path = root / file.path
            if file.after is None:
                path.unlink()
            else:
                _write(path, file.after, new=file.before is None)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename or folder}: {error.strerror}") from error


def _write(path: Path, text: str, *, new: bool) -> None:
    """Create or replace a file atomically; what replaces one has its permissions, and a link goes on leading to it."""
    path = path.resolve()
    if new and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    temporary = path.with_name(f".pull-{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as out:
            out.write(text.encode())
        if not new:
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
