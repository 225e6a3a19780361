"""The migrations in a folder of another tool: which tool it is, and its files in the order in which it runs them.

Only the way forward is read; files and sections that lead back are skipped by name or mark. Line numbers do not
change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from schemadiff.errors import Problems, SchemadiffError, UsageError
from schemadiff.migration_tools.layouts import LAYOUTS, NAMES, SUPABASE, Layout, named
from schemadiff.migration_tools.placeholders import ENVSUB, filled
from schemadiff.migration_tools.versions import version_key
from schemadiff.model import Position
from schemadiff.settings.containment import refuse_link


@dataclass(frozen=True)
class Script:
    """One migration of another tool: the way forward, everything else blanked out."""

    path: str
    """As it is printed: relative to the project."""
    version: str
    name: str
    text: str
    transactional: bool = True
    goes_on: bool = False
    """True if it runs with what the script before it has set in the session."""


def read(folder: Path, root: Path, wanted: str | None = None) -> tuple[Layout, tuple[Script, ...]]:
    """Return the layout and the scripts of a folder, or of one file, in the order in which their tool runs them.

    Raises:
        UsageError: it has none, or of a kind that cannot be read.
    """
    folder = within(folder)
    paths = (
        [folder] if folder.is_file() else sorted(path for path in folder.rglob("*.sql") if not path.is_dir())
    )
    if not paths:
        raise _nothing(folder)
    for path in paths if folder.is_dir() else ():
        refuse_link(path, folder)
    texts = [_text(path, root) for path in paths]
    layout = _layout(folder, [path.name for path in paths], texts, wanted)
    found, problems = list[tuple[tuple[object, ...], Script]](), list[SchemadiffError]()
    for path, text in zip(paths, texts, strict=True):
        match = re.fullmatch(layout.file, path.name)
        if re.fullmatch(layout.skipped, path.name) or re.fullmatch(layout.aside, path.name):
            continue
        if match is None:
            problems.append(_misnamed(path, root, layout))
            continue
        script = _script(layout, match, _shown(path, root), text)
        if not (layout.unmarked or re.search(layout.up, text, re.MULTILINE)):
            problems.append(_unmarked(script.path, layout))
            continue
        found.append((_sort_key(layout, script, path.relative_to(folder).as_posix()), script))
    if problems:
        raise Problems(problems)
    ordered = tuple(script for _, script in sorted(found, key=lambda pair: pair[0]))
    return layout, ordered if layout.name != "flyway" else _from_baseline(ordered)


def fill(layout: Layout, scripts: Iterable[Script], values: Mapping[str, str]) -> tuple[Script, ...]:
    """Return the scripts with their placeholders replaced, as the tool does it.

    Raises:
        SchemadiffError: one has no value.
    """
    return tuple(replace(s, text=filled(layout.name, s.text, s.path, values)) for s in scripts)


def within(folder: Path) -> Path:
    """Return the migrations folder of Supabase, which has seeds and tests beside it; for others, the folder itself."""
    theirs = folder / "migrations"
    return theirs if folder.name == "supabase" and theirs.is_dir() else folder


def left_aside(folder: Path, root: Path, layout: Layout) -> tuple[str, ...]:
    """Return the files that the tool runs and that are not read: callbacks, and migrations that are not SQL."""
    if folder.is_file():
        return ()
    paths = sorted(path for path in within(folder).rglob("*") if re.fullmatch(layout.aside, path.name))
    return tuple(_shown(path, root) for path in paths)


def read_script(path: Path, root: Path) -> Script:
    """Return a file that is no migration but is run among them, as it is."""
    return Script(_shown(path, root), "", path.stem, _text(path, root))


def script(name: str, path: str, text: str) -> Script | None:
    """Return the migration in a file of the named layout; None for one that leads back, or has no version."""
    layout, called = named(name), PurePosixPath(path).name
    match = re.fullmatch(layout.file, called)
    if match is None or re.fullmatch(layout.skipped, called) or not match["version"]:
        return None
    return _script(layout, match, path, text)


def _from_baseline(scripts: tuple[Script, ...]) -> tuple[Script, ...]:
    """Return Flyway's newest baseline (``B2__...``) and the scripts after it, as Flyway runs them on an empty database."""
    baselines = [script for script in scripts if _is_baseline(script)]
    if not baselines:
        return scripts
    newest = baselines[-1]
    key = version_key(newest.version)
    after = (s for s in scripts if not s.version or (version_key(s.version) > key and not _is_baseline(s)))
    return (newest, *after)


def _is_baseline(script: Script) -> bool:
    return bool(script.version) and PurePosixPath(script.path).name.startswith("B")


def _layout(folder: Path, names: Sequence[str], texts: Sequence[str], wanted: str | None) -> Layout:
    if wanted is not None:
        return named(wanted)
    if folder.parent.name == "supabase":
        return SUPABASE  # the folder is what says so: names alone are like those of others
    candidates = (layout for layout in LAYOUTS if layout.name not in ("sqlx", "supabase"))
    return next(layout for layout in candidates if layout.fits(names, texts))


def _sort_key(layout: Layout, script: Script, path: str) -> tuple[object, ...]:
    """Return the sort key: versions as numbers, so that 10 comes after 9; without versions, the numbers in paths."""
    if layout.name == "prisma":
        return (path,)  # the names of its folders are text to it, however long the numbers are
    key = version_key(script.version)
    last = script.name if layout.name == "flyway" else ""
    words = (re.sub(r"[0-9]+", lambda number: number[0].zfill(20), path), path)
    return (not key, key, last, *words)


def _script(layout: Layout, match: re.Match[str], path: str, text: str) -> Script:
    version = match.groupdict().get("version") or ""
    outside = re.search(layout.outside, text, re.MULTILINE) is not None
    marked = re.search(layout.up, text, re.MULTILINE) is not None
    there = (
        text
        if not layout.up
        else "".join(_forward_lines(layout, text, inside=layout.unmarked and not marked))
    )
    return Script(path, version, match["name"], there, not outside)


def _forward_lines(layout: Layout, text: str, *, inside: bool) -> Iterator[str]:
    """Yield the lines after the mark of the way forward; of all others only the line ends."""
    for line in text.splitlines(keepends=True):
        if re.match(layout.up, line):
            inside = True
        elif re.match(layout.down, line):
            inside = False
        yield line if inside or ENVSUB.match(line) else "\n"


def _text(path: Path, root: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SchemadiffError("not UTF-8", at=Position(_shown(path, root), line)) from error
    except OSError as error:
        raise SchemadiffError(f"cannot read {_shown(path, root)}: {error.strerror or error}") from error


def _shown(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _misnamed(path: Path, root: Path, layout: Layout) -> SchemadiffError:
    return SchemadiffError(
        f"{_shown(path, root)} is not named like a migration of {layout.name}",
        hint=f"rename or remove it, or name the tool: --layout {'|'.join(NAMES)}",
    )


def _unmarked(path: str, layout: Layout) -> SchemadiffError:
    return SchemadiffError(
        f"{path} has no line {layout.mark}, so {layout.name} runs none of it",
        hint=f"write {layout.mark} above its statements, or name the tool: --layout NAME",
    )


_PROGRAMS = {
    "JavaScript": r"\d+[-_].+\.[cm]?[jt]s",
    "Python, as Django's are": r"\d{4}_\w+\.py",
    "Ruby": r"\d+_\w+\.rb",
}
"""How files of migrations that are programs are called."""


def _nothing(folder: Path) -> UsageError:
    for language, pattern in _PROGRAMS.items():
        if any(re.fullmatch(pattern, path.name) for path in folder.rglob("*.*")):
            return UsageError(
                f"{folder} holds migrations in {language}",
                # What "manage.py sqlmigrate" prints lacks what Django looks up in the database while it runs.
                hint="run them on an empty database, and read it with schemadiff pull --target URL",
            )
    if not folder.exists():
        return UsageError(f"{folder} does not exist")
    if (folder / "env.py").exists() or (folder / "versions").is_dir():
        return UsageError(
            f"{folder} holds migrations of Alembic, which are Python",
            hint="let Alembic write them as SQL: alembic upgrade head --sql > all.sql, and name that file",
        )
    return UsageError(f"{folder} has no *.sql file", hint="name the folder with the migrations, or one file")
