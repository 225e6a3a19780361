"""The ``*.sql`` files below a folder: their paths, and a digest of their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from schemadiff.errors import Problems, SchemadiffError
from schemadiff.model import Position

UNFINISHED = ".pull-unfinished"
"""A file that is in a folder as long as a pull is writing into it, and afterwards if that was killed."""


def digest(folder: Path, root: Path) -> str:
    """Return the sha256 of the names and bytes of all files that ``read`` would read; errors name paths relative to ``root``."""
    problems: list[SchemadiffError] = []
    total, cut = hashlib.sha256(), len(folder.parts)
    for path in paths(folder, root, problems):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - read_bytes() takes twice as long
            content = file.read()
        name = "/".join(path.parts[cut:]).encode(errors="surrogateescape")
        total.update(b"%d %d\n%b%b" % (len(name), len(content), name, content))
    if problems:
        raise Problems(problems)
    return total.hexdigest()


def shown(path: Path, root: Path) -> str:
    """Return a path as it is printed: relative to the project."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def paths(folder: Path, root: Path, problems: list[SchemadiffError]) -> list[Path]:
    """Return the files in their order; errors for those that cannot be read are added to ``problems``."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        problem = SchemadiffError(
            f"there is no folder {shown(folder, root)}",
            hint="create it with `schemadiff init`, or set `desired` in schemadiff.toml to another folder",
        )
        raise Problems([problem])
    if (folder / UNFINISHED).exists():
        problem = SchemadiffError(
            f"{shown(folder, root)} is half written: a pull was interrupted",
            hint="run it again, schemadiff pull or init --from-migrations: it takes back what was written, and "
            f"begins anew; to keep the files as they are, delete {shown(folder / UNFINISHED, root)}",
        )
        raise Problems([problem])
    cut = len(folder.parts)
    found = _walk(folder, root, folder.resolve(), problems)
    return sorted(found, key=lambda path: "/".join(path.parts[cut:]))


def _walk(folder: Path, root: Path, top: Path, problems: list[SchemadiffError]) -> Iterator[Path]:
    # The entries of scandir() need no system call each: that takes a quarter of the time that paths would.
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        wanted = entry.name.lower().endswith(".sql")
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            # A pull request could make a link point at anything on the machine that plans it.
            if wanted or entry.is_dir():
                problems.append(_link(folder / entry.name, root, top))
        elif entry.is_dir():
            yield from _walk(folder / entry.name, root, top, problems)
        elif wanted and not entry.is_file():
            at = Position(shown(folder / entry.name, root), 1)
            problems.append(SchemadiffError("not a regular file", at=at))
        elif wanted and not entry.name.isprintable():
            problems.append(SchemadiffError(f"the name {entry.name!a} has characters that cannot be printed"))
        elif wanted:
            yield folder / entry.name


def _link(path: Path, root: Path, top: Path) -> SchemadiffError:
    leaves = not path.resolve().is_relative_to(top)
    return SchemadiffError(
        "a symbolic link that points out of the folder"
        if leaves
        else ("a symbolic link to a file that is read already"),
        at=Position(shown(path, root), 1),
        hint="put the file itself there" if leaves else "delete the link",
    )
