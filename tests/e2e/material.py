"""Schemas that others have published with their history, fetched from the package registries by their own clients.

Nothing of them is kept here. What was fetched once stays in the user's cache; each file is known by its hash. Without
a way to the registry, or without npm, a test is skipped with the reason.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import pytest

KEPT = platformdirs.user_cache_path("schemadiff") / "material"


@dataclass(frozen=True)
class Package:
    """One version of one package, and where in it the migrations are."""

    name: str
    version: str
    sha256: str
    folder: str
    client: str = "pip"

    @property
    def command(self) -> list[str]:
        """What fetches it into the current folder, and runs nothing of it."""
        if self.client == "npm":
            return ["npm", "pack", "--silent", "--ignore-scripts", f"{self.name}@{self.version}"]
        if self.client == "apt-get":
            return ["apt-get", "download", "-qq", f"{self.name}={self.version}"]
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        return [*pip, "--no-deps", "--only-binary", ":all:", f"{self.name}=={self.version}"]


def migrations(package: Package) -> Path:
    """The folder with a package's migrations."""
    there = KEPT / package.sha256
    if not there.exists():
        _fetch(package, there)
    return there / package.folder


def _fetch(package: Package, there: Path) -> None:
    if shutil.which(package.command[0]) is None:
        pytest.skip(f"{package.client} is not here to fetch {package.name}")
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        folder = Path(name)
        done = subprocess.run(
            package.command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            pytest.skip(
                f"{package.name} {package.version} cannot be fetched: {done.stderr.strip().splitlines()[-1:]}"
            )
        (archive,) = folder.iterdir()
        assert hashlib.sha256(archive.read_bytes()).hexdigest() == package.sha256
        unpacked = folder / "unpacked"
        _unpack(package, archive, unpacked)
        with suppress(OSError):
            # Whoever was quicker has put the same there.
            unpacked.replace(there)


def _unpack(package: Package, archive: Path, to: Path) -> None:
    match package.client:
        case "npm":
            with tarfile.open(archive) as tar:
                tar.extractall(to, filter="data")
        case "apt-get":
            subprocess.run(["dpkg-deb", "-x", archive, to], check=True)
        case _:
            zipfile.ZipFile(archive).extractall(to)
