"""A new data folder: created by initdb once per machine and version, unpacked from a cache after that."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import sys
import tarfile
from pathlib import Path

import platformdirs

from schemadiff.errors import Unavailable
from schemadiff.postgres import runas
from schemadiff.postgres.binaries import Binaries

ADMIN = "schemadiff_admin"
"""The bootstrap superuser; no role of a user's has this name."""
LOADER = "postgres"
"""The role without superuser rights, as the cached cluster names it."""
FORGET = """
DELETE FROM pg_catalog.pg_description WHERE classoid NOT IN ('pg_namespace'::regclass, 'pg_extension'::regclass);
VACUUM FULL pg_catalog.pg_description;
""".lstrip()
"""Deletes the comments that initdb creates on 5,000 functions and operators: every pg_dump sorts and sends them, which
takes an eighth of the time of a small dump."""
KEPT = 8
"""How many clusters the cache keeps, of 24 MB each: each installation in each virtual environment has one."""

# glibc and PostgreSQL 17 have C.UTF-8; macOS does not know it.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"


def initdb(binaries: Binaries, data: Path, *, sync: bool) -> None:
    """Create a cluster with the bootstrap superuser, the loader role, and a database that the loader owns."""
    program = [binaries.bindir / "initdb", "-D", data, "-U", ADMIN, "-E", "UTF8", f"--locale={LOCALE}"]
    program += ["--wal-segsize=1"] if not sync else []
    program += ["--auth=trust", "--no-instructions", *([] if sync else ["--no-sync"])]
    runas.run([str(word) for word in program])
    _single(binaries, data, "postgres", roles(binaries.version), sync=sync)
    if binaries.major < 15:
        # From 15 on the owner of the database owns the schema public; before, the bootstrap superuser does, and the
        # loader must not be that.
        for database in ("template1", "postgres"):
            _single(binaries, data, database, f"ALTER SCHEMA public OWNER TO {LOADER};\n", sync=sync)


def roles(version: int) -> str:
    """The SQL that creates the loader role in a new cluster."""
    return (
        f"CREATE ROLE {LOADER} LOGIN NOSUPERUSER CREATEDB {creates_roles(version)};\n"
        f"ALTER DATABASE postgres OWNER TO {LOADER};\n"
    )


def creates_roles(version: int) -> str:
    """CREATEROLE or NOCREATEROLE for the loader, depending on the server's version."""
    # Before 16 a role with CREATEROLE may grant any role that is no superuser, pg_execute_server_program included.
    return "CREATEROLE" if version >= 160000 else "NOCREATEROLE"


def _single(binaries: Binaries, data: Path, database: str, sql: str, *, sync: bool) -> None:
    """Run SQL, one statement per line, in single-user mode, without a server."""
    program = [str(binaries.postgres), "--single", "-D", str(data), "-c", "exit_on_error=on"]
    # The server would keep WAL segments for reuse; initdb made them 1 MB each.
    sizes = [] if sync else ["-c", "min_wal_size=2MB", "-c", "max_wal_size=2MB"]
    runas.run([*program, "-c", f"fsync={'on' if sync else 'off'}", *sizes, database], text=sql)


def unpack(binaries: Binaries, data: Path, *, installed: Binaries) -> None:
    """Fill the empty folder ``data`` with a throw-away cluster, from the cache if there is one.

    The cache key is made of ``installed``; ``binaries`` may be a temporary copy of it.
    """
    archive = _archive(installed)
    if archive is None or not archive.exists():
        _make(binaries, archive, data)
        return
    with contextlib.suppress(OSError):
        os.utime(archive)
    try:
        _extract(archive, data)
    except (Unavailable, tarfile.TarError, OSError):
        # The archive is incomplete, or another process removed it meanwhile.
        archive.unlink(missing_ok=True)
        for part in data.iterdir():
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        _make(binaries, archive, data)


def _extract(archive: Path, data: Path) -> None:
    if tar := shutil.which("tar"):
        with archive.open("rb") as packed:
            runas.run([tar, "-x", "-f", "-", "--no-same-owner", "-C", str(data)], stdin=packed)
        return
    # Without a tar program: 0.1 s instead of 0.02 s.
    shutil.unpack_archive(archive, data, "tar", filter="tar")


def _archive(binaries: Binaries) -> Path | None:
    """The path of the cached cluster for these binaries; None if nothing can be cached."""
    built = binaries.postgres.stat()
    # Two builds of one version may differ in the cluster that initdb creates.
    key = (binaries.banner, binaries.bindir.resolve(), built.st_size, built.st_mtime_ns, LOCALE, ADMIN)
    settled = f"{key} {roles(binaries.version)} {FORGET} 1"
    name = hashlib.sha256(settled.encode()).hexdigest()[:20]
    folder = Path(platformdirs.user_cache_dir("schemadiff")) / "initdb"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK) or (runas.run_as().switches and not shutil.which("tar")):
        return None
    return folder / f"{binaries.major}-{name}.tar"


def _make(binaries: Binaries, archive: Path | None, data: Path) -> None:
    initdb(binaries, data, sync=False)
    # 10 MB and 300 files that a throw-away server does not need.
    drop = "ALTER DATABASE template0 IS_TEMPLATE false;\nDROP DATABASE template0;\n"
    _single(binaries, data, "postgres", drop, sync=False)
    _single(binaries, data, "template1", FORGET, sync=False)
    # Free space maps and visibility maps: a third of the files of each database, and PostgreSQL recreates them when
    # needed.
    for fork in (*data.glob("*/**/*_fsm"), *data.glob("*/**/*_vm")):
        fork.unlink()
    if archive is None:
        return
    with contextlib.suppress(OSError):
        _store(archive, data)


def _store(archive: Path, data: Path) -> None:
    """Keep a copy of the cluster in the cache; it is renamed into place, so that nobody ever reads half of it."""
    half = archive.with_name(f".{archive.name}.{secrets.token_hex(4)}")
    try:
        packed = shutil.make_archive(str(half), "tar", root_dir=data)
        Path(packed).replace(archive)
    finally:
        Path(f"{half}.tar").unlink(missing_ok=True)
    last_used_first = sorted(archive.parent.glob("*.tar"), key=lambda kept: -kept.stat().st_mtime)
    for old in last_used_first[KEPT:]:
        old.unlink(missing_ok=True)
