"""A pull writes all its files or none: what it is about to do is noted in a file, from which it can be taken back.

The note is there from before the first change until after the last. A pull that is killed leaves it, no other command
reads the folder then, and the next pull takes back what the killed one had done before it does anything else.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from schemadiff.desired.sqlfiles import UNFINISHED
from schemadiff.errors import SchemadiffError

TEMPORARY = ".pull-"
"""How the names of files and folders begin that become ours; what begins with a dot is read by nobody."""


@dataclass(frozen=True)
class Change:
    """What becomes of a file."""

    path: str
    """Relative to the folder that is pulled into."""
    before: str | None
    """Its text before; None for a new file."""
    after: str | None
    """The digest of its content afterwards; None for one that is deleted."""


def digest(content: bytes) -> str:
    """The digest by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def journaled(folder: Path, changes: Iterable[Change]) -> Iterator[None]:
    """Make the changes in this context: if it fails, they are taken back; if the process is killed, by the next pull."""
    note = folder / UNFINISHED
    with _alone(folder):
        put(note, json.dumps([vars(change) for change in changes]), new=True)
        try:
            yield
        except BaseException:
            _taken_back(folder)
            raise
        note.unlink()


def take_back(folder: Path) -> int | None:
    """Take back what an interrupted pull did, and return how many files it was to write; None if none was interrupted.

    A file that somebody has changed since is left as it is.

    Raises:
        SchemadiffError: another pull is writing now, the note cannot be read, or a file not be written.
    """
    if not folder.is_dir():
        return None
    with _alone(folder):
        return _taken_back(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock the folder against other pulls; the kernel releases the lock however this process ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise SchemadiffError(
            f"another pull is writing into {folder}", hint="run this again when it has finished"
        ) from error
    finally:
        os.close(handle)


def _taken_back(folder: Path) -> int | None:
    note = folder / UNFINISHED
    _clear(folder)
    if not note.is_file():
        return None
    try:
        changes = [Change(**each) for each in json.loads(note.read_text(encoding="utf-8"))]
        ours = [change for change in changes if _is_inside(folder, folder / change.path)]
        for parent in {
            (folder / change.path).resolve().parent for change in ours if change.before is not None
        }:
            _clear(parent)
        for change in ours:
            _restore(folder, change)
        note.unlink()
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename or folder}: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise SchemadiffError(
            f"{note} is not what pull left there", hint="delete it, and look at the files beside it"
        ) from error
    return len(changes)


def _is_inside(folder: Path, path: Path) -> bool:
    # The note may have come with somebody's branch: it has no say about what is outside of the folder.
    return path.resolve().is_relative_to(folder.resolve()) and path.suffix.lower() == ".sql"


def _restore(folder: Path, change: Change) -> None:
    path = folder / change.path
    now = digest(path.read_bytes()) if path.is_file() else None
    if now == change.after and change.before is not None:
        put(path, change.before, new=now is None)
    elif change.before is None:
        if now == change.after:
            path.unlink()
        _remove_empty(folder, path.parent)


def _clear(folder: Path) -> None:
    """Delete what was not finished when a pull was killed."""
    for left in folder.glob(f"{TEMPORARY}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        elif left.name != UNFINISHED:
            left.unlink()


def _remove_empty(folder: Path, below: Path) -> None:
    """Remove the folders that the pull made for its files."""
    while below != folder:
        with suppress(OSError):
            below.rmdir()
        below = below.parent


def create(folder: Path, texts: Mapping[str, str]) -> None:
    """Create files by their paths in a folder, each whole, and the folders that they need.

    They are written aside, and moved into place: whole folders where there is none of the name, which takes a system
    call for thousands of files.

    Raises:
        FileExistsError: there is a file of the name already.
    """
    stage = folder / _temporary()
    for parent in sorted({path.rpartition("/")[0] for path in texts}):
        (stage / parent).mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        with open(f"{stage}/{path}", "xb") as out:  # noqa: PTH123 - for thousands of files, a Path each takes as long as writing
            out.write(text.encode())
    if texts:
        _move(stage, folder)


def _move(stage: Path, folder: Path) -> None:
    for entry in sorted(stage.iterdir()):
        to = folder / entry.name
        if not os.path.lexists(to):
            entry.rename(to)
        elif entry.is_dir() and to.is_dir():
            _move(entry, to)
        else:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to))
    stage.rmdir()


def _temporary() -> str:
    return f"{TEMPORARY}{secrets.token_hex(4)}"


def put(path: Path, text: str, *, new: bool) -> None:
    """Create or replace a file atomically; what replaces one has its permissions, and a link goes on leading to it."""
    # Only a link is resolved: that asks about each folder above it.
    path = path.resolve() if path.is_symlink() else path
    if new and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    temporary = path.with_name(_temporary())
    try:
        with temporary.open("xb") as out:
            out.write(text.encode())
        if not new:
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
