"""Private folders for servers, the locks that say who uses them, and the removal of those left by killed commands."""

# ruff: noqa: S108 - names are random, modes private, and owners are checked before any use

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemadiff.errors import Unavailable
from schemadiff.postgres import postmaster
from schemadiff.postgres.runas import give, run_as

if sys.platform != "win32":
    import fcntl

ROOM = 512 * 1024 * 1024
FILES_ROOM = 64 * 1024 * 1024
"""The room needed for SQL files, which are smaller than a server."""
# sun_path holds 104 bytes on macOS and 108 on Linux, with the final zero.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")
# A command locks its new folder within milliseconds; a folder without lock is that new, or was left behind.
GRACE_SECONDS = 60
SOCKETS = "db-"
"""The prefix, after ``prefix()``, of folders that only hold sockets."""


def places() -> tuple[Path, ...]:
    """The parent folders for throw-away servers, the best first."""
    # Another user may need a copy of the programs, and /dev/shm is often mounted noexec.
    shm = [Path("/dev/shm")] if sys.platform == "linux" and not run_as().switches else []
    return (*shm, *_temporary())


def _temporary() -> Iterator[Path]:
    yield Path(tempfile.gettempdir()).resolve()
    if sys.platform != "win32":
        yield Path("/tmp").resolve()


def new_folder(kind: str = "", *, room: int = ROOM) -> Path:
    """Create a private folder, in shared memory if there is room, with a path short enough for a socket."""
    name = f"{prefix()}{kind}{secrets.token_hex(6)}"
    tried = []
    for place in places():
        folder = place / name
        if len(os.fsencode(folder / "s")) > LONGEST_SOCKET_FOLDER or not has_room(place, room):
            tried.append(str(place))
            continue
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            tried.append(f"{place} ({error.strerror})")
            continue
        if run_as().switches:
            folder.chmod(0o711)
        return folder
    raise Unavailable(
        f"no folder for a throw-away server: tried {', '.join(tried)}",
        hint="set TMPDIR to a folder with a short path, that you may write to, with 512 MB free",
    )


def has_room(place: Path, room: int) -> bool:
    """True if ``room`` bytes are free in ``place``."""
    try:
        free = os.statvfs(place)
    except OSError:
        return False
    return free.f_bavail * free.f_frsize >= room


def prefix() -> str:
    """The prefix of our folders' names, for this user."""
    return f"schemadiff-{os.geteuid()}-"


def is_ours(folder: Path) -> bool:
    """True for a real folder, not a link, that belongs to us and that nobody else may write to."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def inner(folder: Path, name: str) -> Path:
    """Create a private subfolder owned by the user who runs PostgreSQL."""
    made = folder / name
    made.mkdir(mode=0o700)
    give(made)
    return made


@contextmanager
def scratch(kind: str) -> Iterator[Path]:
    """A private folder for our files; if this command is killed, the next one removes it."""
    folder = new_folder(f"{kind}-", room=FILES_ROOM)
    lock = new_lock(folder)
    try:
        made = folder / "files"
        made.mkdir(mode=0o700)
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.close()


class Lock:
    """An open lock file; the kernel releases it however its holder ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def shared(self) -> None:
        """Wait for a shared lock."""
        fcntl.flock(self.fd, fcntl.LOCK_SH)

    def exclusive(self) -> None:
        """Wait for the exclusive lock."""
        fcntl.flock(self.fd, fcntl.LOCK_EX)

    def try_exclusive(self) -> bool:
        """Take the exclusive lock if it is free; False if it is not."""
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Release the lock; a second call does nothing."""
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock at ``path`` during the context."""
    lock = Lock(path)
    try:
        lock.exclusive()
        yield
    finally:
        lock.close()


def new_lock(folder: Path) -> Lock:
    """The lock of a new folder; it is already held when the file ``lock`` appears."""
    lock = Lock(folder / "lock.new")
    lock.shared()
    (folder / "lock.new").rename(folder / "lock")
    return lock


def sweep() -> None:
    """Remove the servers and folders that killed commands left; those in use stay."""
    for place in set(places()):
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            # The temporary folder may be full of other programs' entries.
            for folder in (Path(entry.path) for entry in entries if entry.name.startswith(prefix())):
                if not is_ours(folder):
                    continue
                remove_sockets(folder) if is_for_sockets(folder) else remove(folder)


def is_for_sockets(folder: Path) -> bool:
    """True for a folder that holds only the sockets of a server whose data folder is elsewhere."""
    return folder.name.startswith(prefix() + SOCKETS)


def remove_sockets(folder: Path) -> None:
    """Remove a folder of sockets unless the server of its data folder, which the link ``of`` names, is running."""
    try:
        data = (folder / "of").readlink()
    except OSError:
        _remove_if_old(folder)
        return
    # Recent ones stay: the server may be about to start.
    if postmaster.pid(data) is None:
        _remove_if_old(folder)


def remove(folder: Path) -> None:
    """Stop the server in a folder that nobody uses, and remove the folder; do nothing if it is in use."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        _remove_if_old(folder)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        postmaster.kill(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _remove_if_old(folder: Path) -> None:
    with contextlib.suppress(OSError):
        if time.time() - folder.stat().st_mtime > GRACE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
