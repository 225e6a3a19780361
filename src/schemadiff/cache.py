"""The user's cache: texts in files that nobody else can read, the ones that were used last."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs


def folder(name: str) -> Path:
    """Where texts of this sort are kept."""
    return Path(platformdirs.user_cache_dir("schemadiff")) / name


def read(path: Path) -> str:
    """What is kept there, which is now what was used last.

    Raises:
        OSError: nothing is.
        ValueError: it is no text.
    """
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    os.utime(path)
    return text


def write(path: Path, text: str, most: int) -> None:
    """Write a text whole or not at all, and forget those that were used before the ``most`` last ones.

    Raises:
        OSError: it cannot be written.
    """
    write_pieces(path, [text], most)


def write_pieces(path: Path, pieces: Iterable[str], most: int) -> None:
    """The same of a text that is never in memory whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as out:
        out.writelines(pieces)
    Path(temporary).replace(path)
    for old in sorted(path.parent.glob(f"*{path.suffix}"), key=lambda p: -p.stat().st_mtime)[most:]:
        old.unlink(missing_ok=True)
