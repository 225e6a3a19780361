"""How other tools name and mark their migrations, with an entry for each, and how to recognize a folder's layout.

Only the way forward is read; files and sections that lead back are skipped by name or mark. Line numbers do not
change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from schemadiff.errors import Problems, SchemadiffError, UsageError
from schemadiff.migration_tools.placeholders import ENVSUB, filled
from schemadiff.model import Position
from schemadiff.settings.containment import refuse_link


@dataclass(frozen=True)
class Layout:
    """The names and marks of one tool's migrations."""

    name: str
    file: str
    """The pattern of a file's name, with the groups ``version`` and ``name``."""
    skipped: str = r"(?!)"
    """Files that lead back."""
    aside: str = r"(?!)"
    """Files that the tool runs and that cannot run here: they are left out with a message."""
    up: str = ""
    """The line that begins the way forward, if files contain both directions."""
    mark: str = ""
    """That line, as a person writes it."""
    down: str = ""
    unmarked: bool = False
    """True if a file without the first mark leads forward from its beginning."""
    outside: str = r"(?!)"
    """The line by which a file asks for no transaction."""
    history: tuple[str, ...] = ()
    """The tool's own tables, as patterns for ``ignore``."""

    def fits(self, names: Sequence[str], texts: Sequence[str]) -> bool:
        """Return True if the folder's files follow this layout."""
        named = any(re.fullmatch(self.file, name) for name in names)
        return named and (not self.up or any(re.search(self.up, text, re.MULTILINE) for text in texts))


SUPABASE = Layout("supabase", r"(?P<version>\d+)_(?P<name>.+)\.sql", history=("supabase_migrations.*",))
LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "goose",
        r"(?P<version>\d+)_(?P<name>.+)\.sql",
        aside=r"\d+_.+(?<!_test)\.go",
        up=r"^--\s*\+goose\s+Up\b",
        mark="-- +goose Up",
        down=r"^--\s*\+goose\s+Down\b",
        outside=r"^--\s*\+goose\s+NO\s+TRANSACTION\b",
        history=("public.goose_db_version*",),
    ),
    Layout(
        "dbmate",
        r"(?P<version>\d+)_(?P<name>.+)\.sql",
        up=r"^--\s*migrate:up\b",
        mark="-- migrate:up",
        down=r"^--\s*migrate:down\b",
        outside=r"^--\s*migrate:up.*\btransaction:false\b",
        history=("public.schema_migrations*",),
    ),
    Layout(
        "flyway",
        r"(?:[VB](?P<version>\d+(?:[._]\d+)*)|R)__(?P<name>.+)\.sql",
        skipped=r"U\d.*__.+\.sql",
        aside=r"(?:(?:before|after)[A-Z]\w*?|createSchema)(?:__.+)?\.sql|[VR][\d._]*__\w+\.(?:java|kt)",
        history=("public.flyway_schema_history*",),
    ),
    Layout(
        "golang-migrate",
        r"(?P<version>\d+)_(?P<name>.+)\.up\.sql",
        skipped=r".+\.down\.sql",
        history=("public.schema_migrations*",),
    ),
    Layout(
        "sqlx",
        r"(?P<version>\d+)_(?P<name>.+?)(?:\.up)?\.sql",
        skipped=r".+\.down\.sql",
        outside=r"\A-- no-transaction\b",
        history=("public._sqlx_migrations*",),
    ),
    SUPABASE,
    Layout(
        "sql-migrate",
        r"(?P<version>\d+)[-_](?P<name>.+)\.sql",
        up=r"^--\s*\+migrate\s+Up\b",
        mark="-- +migrate Up",
        down=r"^--\s*\+migrate\s+Down\b",
        outside=r"^--\s*\+migrate\s+Up\b.*\bnotransaction\b",
        history=("public.gorp_migrations*",),
    ),
    Layout(
        "node-pg-migrate",
        r"(?P<version>\d+)[-_](?P<name>.+?)(?:\.up)?\.sql",
        skipped=r".+\.down\.sql",
        aside=r"\d+[-_].+\.[cm]?[jt]s",
        up=r"(?i)^\s*--[\s-]*Up\s+Migration",
        down=r"(?i)^\s*--[\s-]*Down\s+Migration",
        unmarked=True,
        history=("public.pgmigrations*",),
    ),
    Layout("prisma", r"(?P<name>migration)\.sql", history=("public._prisma_migrations*",)),
    Layout(
        "plain", r"(?P<name>.+)\.sql", skipped=r"(?:.+\.)?down\.sql", history=("public.alembic_version*",)
    ),
)
"""In the order in which they are tried; sqlx and supabase only if the folder or the user says so."""
NAMES = tuple(layout.name for layout in LAYOUTS)
REPEATABLE = "R__"
"""The beginning of the version of Flyway's repeatable migrations, followed by their name; it sorts after all numbers."""


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


def version_key(version: str) -> str:
    """Return a version as text that sorts by its numbers; 14 digits stay as they are.

    >>> version_key("20260101000000"), version_key("1.10") > version_key("1.9")
    ('20260101000000', True)
    """
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    # Flyway treats 1.0 and 1 as the same version.
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return ".".join(str(number).zfill(14) for number in numbers)


def plain(version: str) -> str:
    """Return a version as people and their tools write it, from the text that sorts.

    >>> plain(version_key("000010")), plain(version_key("1.02")), plain("R__views")
    ('10', '1.2', 'R__views')
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", version) if version[:1].isdigit() else version


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


def named(name: str) -> Layout:
    """Return the layout with that name."""
    return next(layout for layout in LAYOUTS if layout.name == name)


def script(name: str, path: str, text: str) -> Script | None:
    """Return the migration in a file of the named layout; None for one that leads back, or has no version."""
    layout, called = named(name), PurePosixPath(path).name
    match = re.fullmatch(layout.file, called)
    if match is None or re.fullmatch(layout.skipped, called) or not match["version"]:
        return None
    return _script(layout, match, path, text)


def renumbered(name: str, file: str, version: str) -> str:
    """Return the name of a file of that layout with another version."""
    layout = named(name)
    match = re.fullmatch(layout.file, file)
    assert match is not None, file
    start, end = match.span("version")
    return f"{file[:start]}{version}{file[end:]}"


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


def _nothing(folder: Path) -> UsageError:
    if any(re.fullmatch(r"\d+[-_].+\.[cm]?[jt]s", path.name) for path in folder.rglob("*.*s")):
        return UsageError(
            f"{folder} holds migrations in JavaScript",
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
