"""The user's cache: private files, of which only the most recently used are kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs


def folder(name: str) -> Path:
    """The folder for one sort of cached text."""
    return Path(platformdirs.user_cache_dir("schemadiff")) / name


def read(path: Path) -> str:
    """The cached text at ``path``, which becomes the most recently used one.

    Raises:
        OSError: there is no such file.
        ValueError: it is not text.
    """
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    os.utime(path)
    return text


def write(path: Path, text: str, most: int) -> None:
    """Write a text atomically, and delete all but the ``most`` recently used ones.

    Raises:
        OSError: it cannot be written.
    """
    write_pieces(path, [text], most)


def write_pieces(path: Path, pieces: Iterable[str], most: int) -> None:
    """The same for a text in pieces, which is never in memory as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as out:
        out.writelines(pieces)
    Path(temporary).replace(path)
    for old in sorted(path.parent.glob(f"*{path.suffix}"), key=lambda p: -p.stat().st_mtime)[most:]:
        old.unlink(missing_ok=True)
