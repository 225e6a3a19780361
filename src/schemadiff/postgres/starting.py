"""Throw-away servers that we start from binaries on this machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from schemadiff.errors import SchemadiffError, Unavailable, postgres_words
from schemadiff.postgres import folders, launch, runas, stand_ins
from schemadiff.postgres.binaries import Binaries
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.cluster import ADMIN, LOADER, unpack
from schemadiff.postgres.server import Kept, Server, own_conninfo

LEAST_ROOM = 2 * 1024 * 1024
"""With fewer free bytes than this a server cannot go on writing."""


@contextmanager
def started(binaries: Binaries, wanted: Wanted, *, provider: str, labels: bool = True) -> Iterator[Server]:
    """Run a throw-away server; at the end it is stopped and its folder removed."""
    folders.sweep()
    with _folder() as (folder, keeper), closing(Kept()) as kept:
        standing = stand_ins.standing_in(binaries, wanted.stand_ins)
        more = launch.lock_space(wanted.locks) | stand_ins.settings(standing, folder)
        more |= launch.LOGICAL if wanted.logical else {}
        sockets = _start(binaries, folder, keeper, more)
        server = Server(
            provider=provider,
            reason="",
            version=binaries.version,
            loader=wanted.loader,
            bindir=binaries.bindir if (binaries.bindir / "pg_dump").exists() else None,
            shared=False,
            base=own_conninfo(sockets, wanted.loader),
            superuser_base=own_conninfo(sockets, ADMIN),
            trusted=wanted.trusted,
            stand_ins=standing,
            # A superuser may load any library.
            labels=labels or wanted.trusted,
            kept=kept,
        )
        if wanted.loader != LOADER:
            rename_loader(server)
        if wanted.trusted:
            trust_loader(server)
        with telling_of_a_full_disk(folder):
            yield server


@contextmanager
def _folder() -> Iterator[tuple[Path, launch.Keeper]]:
    """A folder for a server, and the process that stops the server and removes the folder if this one is killed."""
    folder = folders.new_folder()
    lock = folders.new_lock(folder)
    try:
        keeper = launch.Keeper(folder / "lock", stop_with="SIGQUIT", gone=folder)
    except BaseException:
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        yield folder, keeper
    finally:
        lock.close()
        keeper.join()
        # The folder only still exists if the keeper was killed.
        folders.remove(folder)


@contextmanager
def telling_of_a_full_disk(folder: Path) -> Iterator[None]:
    """Turn an error inside the context into Unavailable if the server in ``folder`` ran out of disk space.

    Raises:
        Unavailable: the disk is full; the original error is in the details.
    """
    try:
        yield
    except (SchemadiffError, psycopg.Error) as error:
        # A disk with no room for another WAL segment stops the server, which may not even be able to log the reason.
        full = not folders.has_room(folder, LEAST_ROOM) or "No space left on device" in launch.tail(
            folder / "log"
        )
        if not full:
            raise
        words = postgres_words(error) if isinstance(error, psycopg.Error) else str(error)
        raise Unavailable(
            f"the disk is full in {folder.parent}, where the throw-away PostgreSQL keeps its files",
            detail=words,
            hint="free some space there, or set TMPDIR to a folder of another disk, with 512 MB free",
        ) from error


def _start(binaries: Binaries, folder: Path, keeper: launch.Keeper, more: Mapping[str, str]) -> Path:
    """Unpack a cluster and run it under the keeper; return the folder of its sockets."""
    runnable = reachable(binaries, folder)
    data, sockets = folders.inner(folder, "data"), folders.inner(folder, "s")
    unpack(runnable, data, installed=binaries)
    given = launch.settings(binaries.version, sockets) | launch.THROWAWAY
    keeper.start(runnable, data, folder / "log", {**given, **more})
    return sockets


def rename_loader(server: Server) -> None:
    """Rename the loader role of a new cluster to the wanted name."""
    rename = sql.SQL("ALTER ROLE {} RENAME TO {}").format(
        sql.Identifier(LOADER), sql.Identifier(server.loader)
    )
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        try:
            connection.execute(rename)
        except psycopg.Error as error:
            raise Unavailable(
                f"no role can be called {server.loader} on a throw-away server: {postgres_words(error)}",
                hint="use the provider target, or connect to the target as another role",
            ) from error


def trust_loader(server: Server) -> None:
    """Make the loader a superuser."""
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER ROLE {} SUPERUSER").format(sql.Identifier(server.loader)))


def reachable(binaries: Binaries, folder: Path) -> Binaries:
    """The binaries, or a copy of them in ``folder`` if the user who runs PostgreSQL cannot execute them."""
    user = runas.run_as()
    if not user.switches:
        return binaries
    try:
        runas.run([str(binaries.postgres), "--version"])
    except Unavailable:
        # They are in root's home folder, for example. The wheel keeps shared libraries beside its package, two folders
        # up.
        root = binaries.bindir.parent.parent
        packages = root.parent
        programs = folder / f"programs-{binaries.version}"
        programs.mkdir(exist_ok=True)
        programs.chmod(0o711)
        for part in (root, *packages.glob(f"{root.name}.libs")):
            shutil.copytree(part, programs / part.name, symlinks=True, dirs_exist_ok=True)
        copied = programs / root.name / binaries.bindir.relative_to(root)
        return Binaries(copied, binaries.banner, binaries.version)
    return binaries


def own_candidate(
    binaries: Binaries, wanted: Wanted, *, provider: str, where: str, labels: bool = True
) -> Candidate:
    """The candidate for an installation; ``labels`` is False if it has no library that provides security labels."""

    def start() -> AbstractContextManager[Server]:
        return started(binaries, wanted, provider=provider, labels=labels)

    has = binaries.extensions() | stand_ins.standing_in(binaries, wanted.stand_ins)
    return Candidate(provider, where, binaries.major, has, start)


def refuse_windows(provider: str) -> None:
    """Raise Unavailable on Windows, where we cannot start servers."""
    if sys.platform == "win32":
        raise Unavailable(
            f"the provider {provider} does not run on Windows", hint="use the provider docker or url, or WSL"
        )
