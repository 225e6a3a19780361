"""Programs from npm that tests compare with, in the user's cache: installed once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import platformdirs
import pytest


def installed(*packages: str) -> Path:
    """The ``node_modules`` with these packages ("name@version"); skips the test where they cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm")
    versions = "_".join(package.rpartition("@")[2] for package in packages)
    folder = Path(platformdirs.user_cache_dir("schemadiff")) / "npm" / versions
    found = folder / "node_modules"
    if found.is_dir():
        return found
    # Beside it first, so that two tests at once do not meet, and one that is killed leaves nothing half done.
    fresh = folder.with_name(f"{versions}.{os.getpid()}")
    fresh.mkdir(parents=True)
    (fresh / "package.json").write_text('{"private": true}')
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        shutil.rmtree(fresh)
        pytest.skip(f"npm cannot install {', '.join(packages)}: {done.stderr.strip().splitlines()[-1:]}")
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
    return found
