"""Reading files and folders of other commits with git; nothing is ever changed there."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from schemadiff.errors import SchemadiffError, UsageError

SYMBOLIC_LINK, SUBMODULE = b"120000", b"160000"


def export(root: Path, folder: str, ref: str, to: Path) -> int:
    """Write the files that ``folder`` under ``root`` has at ``ref`` below ``to``, and return their number.

    They are read as blobs, because ``git archive`` obeys the repository's attributes and may leave some out.

    Raises:
        UsageError: ``root`` is in no repository, or there is no such commit.
    """
    listing = _git(root, "ls-tree", "-r", "-z", commit(root, ref), "--", folder)
    blobs = dict(_blobs(listing))
    contents = _contents(
        _git(root, "cat-file", "--batch", given=b"".join(b"%b\n" % b for b in blobs.values()))
    )
    for path, content in zip(blobs, contents, strict=True):
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return len(blobs)


def changed(folder: Path, ref: str) -> set[Path]:
    """Return the files below a folder that differ from those at ``ref``, including untracked ones.

    Raises:
        UsageError: the folder is in no repository, or there is no such commit.
    """
    at = commit(folder, ref)
    listings = (
        _git(folder, "diff", "--name-only", "--relative", "-z", at, "--", "."),
        _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", "."),
    )
    names = (name for listing in listings for name in listing.split(b"\0") if name)
    return {folder / name.decode("utf-8", "surrogateescape") for name in names}


def names(root: Path, folder: str, at: str) -> Iterator[str]:
    """Yield the files of a commit below ``folder`` under ``root``, relative to it; ``at`` is a result of ``commit``."""
    listing = _git(root, "ls-tree", "-r", "--name-only", "-z", at, f"./{folder}/")
    for name in filter(None, listing.split(b"\0")):
        yield PurePosixPath(name.decode("utf-8", "surrogateescape")).relative_to(folder).as_posix()


def content(root: Path, path: str, at: str) -> bytes:
    """Return the content of the file at ``path`` under ``root`` in a commit; ``at`` is a result of ``commit``."""
    return _git(root, "show", f"{at}:./{path}")


def contents(root: Path, folder: str, names: Collection[str], at: str) -> Mapping[str, bytes]:
    """Return the contents of some of the files that a commit has below ``folder``; the names are relative to it."""
    found = dict(_blobs(_git(root, "ls-tree", "-r", "-z", at, f"./{folder}/")))
    blobs = {name: blob for name in names if (blob := found.get(PurePosixPath(folder, name))) is not None}
    batch = _git(root, "cat-file", "--batch", given=b"".join(b"%b\n" % blob for blob in blobs.values()))
    return dict(zip(blobs, _contents(batch), strict=True))


def earlier(root: Path, path: str) -> Iterator[bytes]:
    """Yield the contents of the file at ``path`` under ``root`` in the commits of all branches, the latest first.

    Raises:
        SchemadiffError: ``root`` is in no repository.
    """
    for at in (
        _git(root, "log", "--all", "--format=%H", "--diff-filter=AMT", "--", f"./{path}").decode().split()
    ):
        yield content(root, path, at)


def arrivals(folder: Path) -> Mapping[str, int]:
    """Return how many commits ago each file below a folder was added to this branch; uncommitted files are left out.

    Files from another branch count as added by the merge.

    Raises:
        SchemadiffError: the folder is in no repository, or in a shallow clone, which lacks most commits.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise SchemadiffError("a shallow clone lacks most commits", hint="git fetch --unshallow")
    history = ("log", "--first-parent", "-m", "--no-renames", "--diff-filter=A", "--name-only", "--relative")
    log = _git(folder, "-c", "core.quotePath=false", *history, "--format=%x00", "--", ".")
    found = dict[str, int]()
    for ago, names in enumerate(log.decode("utf-8", "surrogateescape").split("\0")):
        for name in filter(None, names.split("\n")):
            found.setdefault(name, ago)
    return found


def _blobs(listing: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files in the output of ``git ls-tree -r -z``, without links."""
    for line in filter(None, listing.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split()[:3]
        path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
        if mode not in (SYMBOLIC_LINK, SUBMODULE) and ".." not in path.parts and not path.is_absolute():
            yield path, blob


def _contents(batch: bytes) -> Iterator[bytes]:
    """Yield the contents in the output of ``git cat-file --batch``: ``<blob> blob <size>``, the bytes, a line break."""
    at = 0
    while at < len(batch):
        start = batch.index(b"\n", at) + 1
        end = start + int(batch[at:start].split()[2])
        yield batch[start:end]
        at = end + 1


def commit(root: Path, ref: str) -> str:
    """Return the hash of the commit that a name stands for.

    Raises:
        UsageError: ``root`` is in no repository, or there is no such commit.
    """
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except SchemadiffError as error:
        inside = not error.detail.startswith("fatal: not a git repository")
        raise UsageError(
            f'there is no commit "{ref}"' if inside else f"{root.name} is in no git repository",
            hint="a shallow clone lacks most of them: git fetch --unshallow" if inside else "",
        ) from error
    return found.decode().strip()


def merge_base(root: Path, ref: str) -> str:
    """Return the commit at which ``HEAD`` and another have diverged.

    Raises:
        UsageError: there is none.
    """
    try:
        return _git(root, "merge-base", "HEAD", commit(root, ref)).decode().strip()
    except UsageError:
        raise
    except SchemadiffError as error:
        raise UsageError(
            f'HEAD and "{ref}" have no commit in common',
            hint="a shallow clone lacks most of them: git fetch --unshallow",
        ) from error


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no argument that begins with a dash comes from outside
            ["git", *arguments],  # noqa: S607 - the user's own git
            cwd=root,
            capture_output=True,
            check=False,
            input=given,
        )
    except FileNotFoundError:
        raise SchemadiffError("git was not found", hint="install it: it knows the other commits") from None
    if done.returncode:
        detail = done.stderr.decode("utf-8", "replace").strip()
        raise SchemadiffError(f"git {arguments[0]} failed", detail=detail)
    return done.stdout
