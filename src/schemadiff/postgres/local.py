"""A PostgreSQL installed on this machine: for contrib extensions and the target's own major version."""

# ruff: noqa: S603 - pg_config, from the PATH as its user means it

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from schemadiff.errors import Unavailable
from schemadiff.postgres.binaries import Binaries, inspect
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.starting import own_candidate, refuse_windows
from schemadiff.settings.options import BINDIRS

NAME = "local"
VARIABLE = BINDIRS
PACKAGED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
)


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """Yield every installation, in the order found; the caller checks their extensions."""
    refuse_windows(NAME)
    found = installations(os.environ.get(VARIABLE, ""))
    if not found:
        raise Unavailable(
            "no PostgreSQL server programs are installed on this machine",
            hint=f"install PostgreSQL, or name the folder of its programs in {VARIABLE}",
        )
    for binaries in found:
        yield own_candidate(binaries, wanted, provider=NAME, where=str(binaries.bindir))


@cache
def installations(named: str = "") -> tuple[Binaries, ...]:
    """The installations in the folders ``named`` (separated by ``os.pathsep``), then packaged ones, newest first."""
    first = [inspect(Path(folder)) for folder in named.split(os.pathsep) if folder]
    seen = {binaries.bindir.resolve() for binaries in first if binaries}
    packaged = []
    for bindir in _packaged():
        if bindir.resolve() in seen:
            continue
        seen.add(bindir.resolve())
        packaged.append(inspect(bindir))
    return (*filter(None, first), *sorted(filter(None, packaged), key=lambda binaries: -binaries.version))


def _packaged() -> Iterator[Path]:
    for pattern in PACKAGED:
        yield from Path("/").glob(pattern.removeprefix("/"))
    if pg_config := shutil.which("pg_config"):
        done = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if done.stdout.strip():
            yield Path(done.stdout.strip())
