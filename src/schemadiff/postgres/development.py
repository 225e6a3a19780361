"""The project's own development database, in ``.schemadiff/db``: kept across runs, running only while it is used.

Every process that uses the server holds a share of the lock ``users``; the keeper stops the server when the last share
is released. The keeper does not wait for the lock ``members``, so a process can tell by it that it is the last.

A data folder can make its server run programs, so one that came with somebody's branch must never be started: each has
a random name, and only the names recorded in this user's state folder are ours. Nobody who cannot read that folder can
place a data folder where it would be used.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from schemadiff.errors import Unavailable
from schemadiff.postgres import embedded, folders, launch, local, postmaster, runas, stand_ins
from schemadiff.postgres.binaries import Binaries
from schemadiff.postgres.cluster import ADMIN, LOADER, initdb
from schemadiff.postgres.folders import Lock, inner, is_ours, locked
from schemadiff.postgres.server import Server, own_conninfo
from schemadiff.postgres.starting import reachable, refuse_windows
from schemadiff.postgres.waiting import told_after

NAME = "development"
MAKING, READY = "making", "ready"
APART = Path("/var/lib/schemadiff/development")
"""Where the databases of root's projects are if PostgreSQL, running as nobody, cannot enter the project's folder
(root's home)."""

PATIENCE = 1.0
"""Seconds that somebody waits without being told for what."""
STOPPING = "stopping the development database: PostgreSQL is writing what has changed to disk"
"""A fast shutdown ends with a checkpoint, which took 11 s after a thousand partitions were made."""


@contextmanager
def development(
    root: Path, *, major: int | None = None, provider: str = "auto", services: frozenset[str] = frozenset()
) -> Iterator[Server]:
    """Run the development database's server; all processes that ask for it use the same one.

    A new one has the version ``major``, or that of the newest embedded PostgreSQL; an existing one keeps its own. With
    the provider ``local`` an installed PostgreSQL is taken before the embedded ones.
    Extensions of ``services``, unquoted, that are not installed are replaced by stand-ins when it starts.
    """
    refuse_windows("embedded")
    home = _home(root.resolve())
    with locked(home / "lock"):
        folder = _existing(home) or _make(home, _binaries(major, provider))
        # Blocks while the last keeper stops the server.
        users, members = Lock(folder / "users"), Lock(folder / "members")
        users.shared()
        members.shared()
        try:
            server = _join(folder, major, provider, services)
        except BaseException:
            users.close()
            members.close()
            raise
    try:
        yield server
    finally:
        _leave(home, folder, users, members)


def exists(root: Path) -> bool:
    """True if the project already has a development database."""
    home = _place(root.resolve())
    return home.is_dir() and any(folder.is_dir() for folder in home.iterdir())


def _place(root: Path) -> Path:
    """The folder of the data folders: in the project, or below ``APART`` if PostgreSQL's user cannot enter it."""
    if not runas.run_as().switches or runas.may_enter(root):
        return root / ".schemadiff" / "db"
    return APART / hashlib.sha256(os.fsencode(root)).hexdigest()[:16]


def _home(root: Path) -> Path:
    """The folder of the data folders, created if needed; symbolic links are refused."""
    outer, home = root / ".schemadiff", _place(root)
    try:
        outer.mkdir(exist_ok=True)
        _refuse(outer, home, unless=not outer.is_symlink())
        with contextlib.suppress(FileExistsError), (outer / ".gitignore").open("x") as ignored:
            ignored.write("*\n")
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"cannot make {home}: {error.strerror}",
            hint="make the folder writable, or name a database: --target",
        ) from error
    _refuse(home, home, unless=is_ours(home))
    if runas.run_as().switches:
        # Independent of the umask: the user who runs PostgreSQL may pass through these folders, but not list them.
        for folder in (home, home.parent, *([APART.parent] if home.parent == APART else [])):
            folder.chmod(folder.stat().st_mode | 0o011)
    return home


def _refuse(folder: Path, home: Path, *, unless: bool) -> None:
    if not unless:
        raise Unavailable(
            f"{folder} is a link, belongs to another user, or is writable by others: no database is kept there",
            hint=f"remove it, and a new one is created: rm -r {shlex.quote(str(home))}",
        )


def _existing(home: Path) -> Path | None:
    """Our data folder; None if there is none; an error if all were made by others."""
    foreign = []
    for folder in sorted(entry for entry in home.iterdir() if entry.is_dir()):
        match _record(folder).read_text() if _record(folder).is_file() else "":
            case state if state == READY and is_ours(folder):
                return folder
            case state if state == MAKING:
                # A killed command left it; nobody is creating one now, as we hold the lock.
                _forget(folder)
            case _:
                foreign.append(folder)
    if foreign:
        raise Unavailable(
            f"{foreign[0]} was not created by you on this machine, so it is not started: a data folder can "
            "run programs",
            hint=f"remove it, and a new one is created: rm -r {shlex.quote(str(home))}",
        )
    return None


def _make(home: Path, binaries: Binaries) -> Path:
    folder = home / secrets.token_hex(16)
    record = _record(folder)
    try:
        record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        record.write_text(MAKING)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise Unavailable(f"cannot make {error.filename}: {error.strerror}") from error
    try:
        if runas.run_as().switches:
            folder.chmod(0o711)
        initdb(reachable(binaries, folder), inner(folder, "data"), sync=True)
    except BaseException:
        _forget(folder)
        raise
    record.write_text(READY)
    return folder


def _forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        _record(folder).unlink(missing_ok=True)


def _record(folder: Path) -> Path:
    """The file that records that we made this data folder, whose random name is the proof."""
    return Path(platformdirs.user_state_dir("schemadiff")) / "development" / folder.name


def _join(folder: Path, major: int | None, provider: str, services: frozenset[str]) -> Server:
    """Connect to the running server, or start it."""
    data = folder / "data"
    has = int((data / "PG_VERSION").read_text())
    if major not in (None, has):
        raise Unavailable(
            f"the development database in {folder.parent} has version {has}, not {major}",
            hint=f"remove it, and a new one is created: rm -r {shlex.quote(str(folder.parent))}",
        )
    binaries = _binaries(has, provider)
    sockets = postmaster.sockets(data)
    if sockets is None or postmaster.pid(data) is None or not postmaster.ready_pid(data):
        sockets = _start(folder, binaries, services, old=sockets)
    return Server(
        provider=NAME,
        reason=f"PostgreSQL {has}, the development database",
        version=binaries.version,
        loader=LOADER,
        bindir=binaries.bindir if (binaries.bindir / "pg_dump").exists() else None,
        shared=False,
        base=own_conninfo(sockets, LOADER),
        superuser_base=own_conninfo(sockets, ADMIN),
        stand_ins=stand_ins.standing_in(binaries, services),
    )


def _start(folder: Path, binaries: Binaries, services: frozenset[str], *, old: Path | None) -> Path:
    """Start the server of a data folder under a keeper; return the folder of its sockets."""
    if old is not None:
        _remove_sockets(old)
    place = folders.new_folder(folders.SOCKETS, room=0)
    (place / "of").symlink_to(folder / "data")
    alive = Lock(folder / "keeper")
    try:
        # The keeper of a server that died may still hold this lock; it ends when the last user does.
        ours = alive.try_exclusive()
        keeper = launch.Keeper(
            folder / "users", stop_with="SIGINT", gone=place, detach=True, keep=alive if ours else None
        )
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        alive.close()
    try:
        sockets = inner(place, "s")
        standing = stand_ins.standing_in(binaries, services)
        given = launch.settings(binaries.version, sockets) | stand_ins.settings(standing, folder)
        keeper.start(reachable(binaries, folder), folder / "data", folder / "log", given)
    finally:
        keeper.leave()
    return sockets


def _remove_sockets(sockets: Path) -> None:
    """Remove the socket folder that a dead server left; its path was read from a file, so it is checked first."""
    place = sockets.parent
    if folders.is_for_sockets(place) and is_ours(place):
        shutil.rmtree(place, ignore_errors=True)


def _leave(home: Path, folder: Path, users: Lock, members: Lock) -> None:
    """Release our locks, and make sure that the server is stopped if we were its last user."""
    try:
        # Nobody can join while we hold this lock, so the last user stays the last.
        with locked(home / "lock"):
            last = members.try_exclusive()
            users.close()
            if last:
                # This lock is free when the keeper has ended; if the keeper was killed, the server still runs.
                with told_after(PATIENCE, STOPPING), locked(folder / "keeper"):
                    sockets = postmaster.sockets(folder / "data")
                    postmaster.stop(folder / "data")
                    if sockets is not None:
                        _remove_sockets(sockets)
    except FileNotFoundError:
        # Somebody removed the whole folder; the keeper can still stop the server.
        users.close()
    finally:
        members.close()


def _binaries(major: int | None, provider: str) -> Binaries:
    """The installation of a major version, embedded ones first unless ``provider`` is local; the first one if None."""
    installed = (*embedded.installations(), *local.installations(os.environ.get(local.VARIABLE, "")))
    if provider == local.NAME:
        installed = (*local.installations(os.environ.get(local.VARIABLE, "")), *embedded.installations())
    for binaries in installed:
        if major in (None, binaries.major):
            return binaries
    has = ", ".join(sorted({str(binaries.major) for binaries in installed})) or "none"
    raise Unavailable(
        f"no programs of PostgreSQL {major or ''} were found for the development database; versions here: {has}",
        hint="install that version, or remove .schemadiff/db, and a new database is created",
    )
