"""The folder of migrations: reading it, and adding files such that no two ever share a version."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath

from schemadiff.errors import Problems, SchemadiffError
from schemadiff.migrations import slug
from schemadiff.migrations.file import NAME, Migration, check, parse, render, render_down
from schemadiff.model import Planned
from schemadiff.settings.containment import refuse_link

_FORM = "%Y%m%d%H%M%S"
_LEFT_BEHIND = re.compile(r"\.[0-9]{14}_.*\.sql\.writing", re.DOTALL)


def utc_now() -> datetime:
    """Return the time that new versions are made from."""
    return datetime.now(UTC)


def read_folder(folder: Path, *, root: Path | None = None) -> tuple[Migration, ...]:
    """Return all migrations of a folder by version, with paths relative to ``root``; none if it does not exist.

    Every file that may be meant as a migration and is not named as one is reported, so that none is left out silently.
    """
    with _read_locked(folder):
        names = _names(folder)
        problems = [*_misnamed(folder, names, root), *_shared_versions(folder, names, root)]
        if problems:
            raise problems[0] if len(problems) == 1 else Problems(problems)
        ups = [name for name in names if not name.endswith(".down.sql")]
        there = frozenset(names)
        return tuple(_read(folder, name, there, root) for name in sorted(ups))


def write(
    folder: Path,
    planned: Planned,
    *,
    name: str | None = None,
    newest: str = "",
    known: Iterable[Migration] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Path, Path]:
    """Write the plan's migration and its down file, both or none, and return their paths.

    ``known`` are the migrations that the plan comes after. If the folder has another one by now, the plan may repeat
    what that one does, and nothing is written.

    The version is the time in UTC, or the second after every version in the folder and after ``newest``, the newest
    one in the target's history. Processes that write at the same time wait for each other.
    """
    title = slug.given(name) if name is not None else slug.slug(planned.plan)
    text, down = render(planned), render_down(planned)
    check(text, planned.plan, f"{title}.sql")
    if planned.down:
        check(down, planned.down, f"{title}.down.sql")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _write_locked(folder):
            if known is not None:
                _refuse_others(folder, {PurePath(migration.path).name for migration in known})
            version = next_version((*_versions(_names(folder)), newest), now())
            stem = folder / f"{version}_{title}"
            paths = Path(f"{stem}.sql"), Path(f"{stem}.down.sql")
            _write_all({paths[1]: down, paths[0]: text})
    except OSError as error:
        raise SchemadiffError(
            f"cannot write to {folder}: {error.strerror or error}",
            hint="make room there"
            if error.errno == errno.ENOSPC
            else "check that you may write to the folder",
        ) from error
    return paths


def _refuse_others(folder: Path, known: set[str]) -> None:
    others = [name for name in _names(folder) if not name.endswith(".down.sql") and name not in known]
    if others:
        raise SchemadiffError(
            f"{others[0]} was written into {folder.name}/ in the meantime, so this plan does not include it",
            hint="run schemadiff plan again",
        )


def next_version(taken: Iterable[str], now: datetime) -> str:
    """Return the time as 14 digits, or the second after the greatest version taken if that is not in the past."""
    version, greatest = now.astimezone(UTC).strftime(_FORM), max(taken, default="")
    if version > greatest:
        return version
    try:
        return (datetime.strptime(greatest, _FORM).replace(tzinfo=UTC) + timedelta(seconds=1)).strftime(_FORM)
    except (ValueError, OverflowError):
        # A version chosen by hand may be no valid time: still, the next one must be greater.
        following = str(int(greatest) + 1).zfill(14)
    if len(following) > 14:
        raise SchemadiffError(f"no version can follow {greatest}")
    return following


def _names(folder: Path) -> tuple[str, ...]:
    try:
        names = (path.name for path in folder.iterdir())
        return tuple(sorted(name for name in names if name.endswith(".sql") and not name.startswith(".")))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SchemadiffError(f"cannot read {folder}: {error.strerror or error}") from error


def _versions(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if match := NAME.fullmatch(name):
            yield match["version"]


def _misnamed(folder: Path, names: tuple[str, ...], root: Path | None) -> Iterator[SchemadiffError]:
    there = frozenset(names)
    for name in names:
        if NAME.fullmatch(name) is None:
            yield SchemadiffError(
                f"{_shown(folder, name, root)} is not named like a migration",
                hint="use <14 digits>_<name>.sql, for example 20261123115959_add_email_sends.sql",
            )
        elif name.endswith(".down.sql") and name.removesuffix(".down.sql") + ".sql" not in there:
            yield SchemadiffError(
                f"{_shown(folder, name, root)} undoes a migration that does not exist",
                hint=f"restore {name.removesuffix('.down.sql')}.sql, or delete it",
            )


def _shared_versions(folder: Path, names: tuple[str, ...], root: Path | None) -> Iterator[SchemadiffError]:
    first: dict[str, str] = {}
    for name in names:
        match = NAME.fullmatch(name)
        if match is None or match["down"]:
            continue
        other = first.setdefault(match["version"], name)
        if other != name:
            yield SchemadiffError(
                f"{_shown(folder, other, root)} and {_shown(folder, name, root)} have the same version",
                hint="give a later version to the one that is not applied anywhere yet",
            )


def _shown(folder: Path, name: str, root: Path | None) -> str:
    path = folder / name
    return (path.relative_to(root) if root and path.is_relative_to(root) else path).as_posix()


def _read(folder: Path, name: str, names: frozenset[str], root: Path | None) -> Migration:
    down_name = f"{name.removesuffix('.sql')}.down.sql"
    down = None
    if down_name in names:
        down = parse(_text(folder / down_name), _shown(folder, down_name, root))
    return parse(_text(folder / name), _shown(folder, name, root), down)


def _text(path: Path) -> str:
    refuse_link(path, path.parent)
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SchemadiffError(f"{path}:{line}: not UTF-8") from error
    except OSError as error:
        raise SchemadiffError(f"cannot read {path}: {error.strerror or error}") from error


@contextmanager
def _write_locked(folder: Path) -> Iterator[None]:
    """Lock the folder against other readers and writers; the kernel releases the lock however this process ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for path in folder.iterdir():
            if _LEFT_BEHIND.fullmatch(path.name):
                path.unlink()
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _read_locked(folder: Path) -> Iterator[None]:
    """Wait for writers, so that no migration is seen without its down file."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        # Whatever is wrong with the folder, its reader reports.
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write all files under hidden names, which do not count as migrations, then rename them in this order."""
    unfinished = {path.with_name(f".{path.name}.writing"): path for path in texts}
    try:
        for hidden, path in unfinished.items():
            with hidden.open("x", encoding="utf-8", newline="\n") as file:
                file.write(texts[path])
                file.flush()
                os.fsync(file.fileno())
        for hidden, path in unfinished.items():
            hidden.rename(path)
    finally:
        for hidden in unfinished:
            hidden.unlink(missing_ok=True)
