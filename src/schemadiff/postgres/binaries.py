"""An installation of PostgreSQL on this machine: where it is, its version, its extensions."""

# ruff: noqa: S603 - the program is one that we found

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Binaries:
    """One installation that can run a server."""

    bindir: Path
    banner: str
    """What ``postgres --version`` prints; packagers append their own text to it."""
    version: int
    """As ``server_version_num``, for example 180004."""

    @property
    def major(self) -> int:
        """The major version, for example 18."""
        return self.version // 10000

    @property
    def postgres(self) -> Path:
        """The server program."""
        return self.bindir / "postgres"

    def extensions(self) -> frozenset[str]:
        """The extensions that it ships, from their control files."""
        return frozenset(
            control.stem
            for folder in _extension_folders(self.bindir, self.major)
            for control in folder.glob("*.control")
        )


def inspect(bindir: Path) -> Binaries | None:
    """The installation in ``bindir``; None if it has no programs that can run a server."""
    postgres = bindir / "postgres"
    if not postgres.is_file() or not (bindir / "initdb").is_file():
        return None
    try:
        done = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    version = parse_version(done.stdout)
    return Binaries(bindir, done.stdout.strip(), version) if version else None


def parse_version(banner: str) -> int:
    """The ``server_version_num`` for what a program's ``--version`` prints; 0 if it names no version."""
    # Betas and release candidates have no minor version: "18beta1".
    found = re.search(r"PostgreSQL\)? (\d+)(?:\.(\d+))?", banner)
    return int(found[1]) * 10000 + int(found[2] or 0) if found else 0


def _extension_folders(bindir: Path, major: int) -> Iterator[Path]:
    # Packagers put SHAREDIR beside BINDIR; PostgreSQL itself locates it relative to its program, too.
    prefix = bindir.parent
    yield prefix / "share" / "postgresql" / "extension"
    yield prefix / "share" / f"postgresql@{major}" / "extension"
    yield prefix / "share" / "extension"
    if bindir.parts[-4:] == ("lib", "postgresql", str(major), "bin"):
        yield bindir.parents[3] / "share" / "postgresql" / str(major) / "extension"
    if bindir.is_relative_to("/usr/pgsql-" + str(major)):
        yield Path(f"/usr/pgsql-{major}/share/extension")
