"""``schemadiff lint --migration``: selects the files, runs them on the state before, and applies the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from pglast import ast, parser

from schemadiff import catalog
from schemadiff.branches import git
from schemadiff.desired.extensions import is_platforms
from schemadiff.desired.files import Comment, SourceStatement
from schemadiff.desired.splitting import Source, parts
from schemadiff.errors import UsageError
from schemadiff.lint import Report, lint
from schemadiff.lint.change import Change
from schemadiff.lint.fingerprints import told_apart
from schemadiff.lint.rehearsal import Rehearsal
from schemadiff.lint.render.report import by_place
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migrations import foreign
from schemadiff.migrations.foreign import Script
from schemadiff.migrations.transactions import placed
from schemadiff.presets import PRESETS
from schemadiff.proof.clone import clone
from schemadiff.proof.sizes import sized
from schemadiff.scope import Scope
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live, live

IGNORES = "schemadiff:ignore"


@dataclass(frozen=True)
class Asked:
    """The migrations to check."""

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    """All files of this folder, except those that are unchanged since the commit ``since``."""
    since: str | None = None
    target: str | None = None
    """The database that they are for; None: the state before a file is the result of the earlier files."""


@dataclass(frozen=True)
class _Folder:
    """The migrations of a folder in order, and which of them to check."""

    scripts: tuple[Script, ...]
    wanted: frozenset[str]

    @property
    def needed(self) -> tuple[Script, ...]:
        """The files to check, and all before them."""
        last = max(number for number, script in enumerate(self.scripts) if script.path in self.wanted)
        return self.scripts[: last + 1]


def lint_migrations(settings: Settings, asked: Asked) -> Report | None:
    """Check migrations with all MIG rules; None if none has changed since the commit.

    Raises:
        SchemadiffError: a statement of a migration fails; the error has ``path:line``.
    """
    folders = tuple(_folders(settings, asked))
    if not folders:
        return None
    with ExitStack() as stack:
        target = stack.enter_context(live(settings, asked.target)) if asked.target else None
        # A target already contains the migrations that it has applied.
        every = [s for f in folders for s in f.needed if target is None or s.path in f.wanted]
        also = tuple(extension for script in every for extension in _extensions(script, settings))
        workshop = stack.enter_context(Workshop(settings, target, also=also, reads=False))
        changes = [each for folder in folders for each in _changes(workshop, folder, target)]
    return _merged([checked(change, script) for script, change in changes])


def _folders(settings: Settings, asked: Asked) -> Iterator[_Folder]:
    wanted: dict[Path, set[Path]] = {}
    for file in asked.files:
        if not file.is_file():
            raise UsageError(f"there is no file {file}")
        wanted.setdefault(file.resolve().parent, set()).add(file.resolve())
    for folder, files in wanted.items():
        # With tools that have a folder for each migration, the files are one level below the migrations folder.
        above = folder.parent if any(file.name in ("migration.sql", "up.sql") for file in files) else folder
        yield _folder(settings, _around(foreign.scripts(above), above, settings.desired.resolve()), files)
    if asked.folder is not None:
        if not asked.folder.is_dir():
            raise UsageError(f"there is no folder {asked.folder}")
        found = foreign.scripts(asked.folder.resolve())
        changed = set(found) & _since(asked) if asked.since else set(found)
        if changed:
            yield _folder(settings, found, changed)


def _around(paths: Sequence[Path], folder: Path, desired: Path) -> Sequence[Path]:
    """Return the files of a folder without those of ``desired/`` below it, which are no migrations."""
    if folder == desired or not desired.is_relative_to(folder):
        return paths
    return [path for path in paths if not path.is_relative_to(desired)]


def _folder(settings: Settings, paths: Sequence[Path], wanted: set[Path]) -> _Folder:
    # Down files are not among the folder's scripts, but may be named explicitly.
    every = [*paths, *sorted(wanted - set(paths))]
    ours = None if settings.layout in RUNNERS else settings.generated
    read = {path: foreign.read(path, settings.root, ours) for path in every}
    return _Folder(tuple(read.values()), frozenset(read[path].path for path in wanted))


def _since(asked: Asked) -> set[Path]:
    assert asked.folder is not None
    assert asked.since is not None
    return git.changed(asked.folder.resolve(), asked.since)


def _changes(workshop: Workshop, folder: _Folder, target: Live | None) -> Iterator[tuple[Script, Change]]:
    settings = workshop.settings
    database = _standing(workshop, target) if target else workshop.database()
    size = (lambda several: sized(target, several)) if target else tuple
    with Rehearsal(workshop, database, settings.lint, size) as rehearsal:
        for script in folder.needed:
            if script.path in folder.wanted:
                yield script, rehearsal.watch(script)
            elif target is None:
                rehearsal.run(script)


def _standing(workshop: Workshop, target: Live) -> str:
    """A throw-away database in the state of the target."""
    settings = workshop.settings
    with target.connect() as conn:
        current = catalog.read(conn)
    return clone(workshop, target, current, Scope.of(settings, current.made))


def _extensions(script: Script, settings: Settings) -> Iterator[SourceStatement]:
    """Yield the CREATE EXTENSION and CREATE PUBLICATION statements, which the throw-away server must be able to run."""
    if "extension" not in script.text.lower() and "publication" not in script.text.lower():
        return
    source, preset = Source(script.path, script.text), PRESETS[settings.preset]
    for each in placed(script, per_file=settings.lint.transaction_per_file):
        words = each.command.sql.lower()
        if "extension" in words or "publication" in words:
            at, start = source.position(each.command.start), each.command.start
            statement = SourceStatement(each.command.sql, at, start, source)
            of_interest = isinstance(each.node, ast.CreateExtensionStmt | ast.CreatePublicationStmt)
            if of_interest and not is_platforms(each.command.sql, preset, preset.services):
                yield statement


def checked(change: Change, script: Script) -> Report:
    """The findings in a migration, without those that its comments ignore."""
    if IGNORES in script.text:
        change = replace(change, statements=tuple(_commented(script)))
    return lint(change)


def _commented(script: Script) -> Iterator[SourceStatement]:
    """Yield the statements of a file with its ignore comments."""
    source = Source(script.path, script.text)
    for part in parts(source, script.text, parser.scan(script.text)):
        comments = tuple(
            Comment(text, source.position(token.start), token.start - part.offset)
            for token in part.comments
            if IGNORES in (text := script.text[token.start : token.end + 1])
        )
        yield SourceStatement(part.sql, part.at, part.offset, source, comments=comments)


def _merged(reports: Sequence[Report]) -> Report:
    first = reports[0]
    every = by_place([finding for report in reports for finding in report.findings])
    return replace(
        first,
        findings=tuple(told_apart(every)),
        ignored=tuple(pair for report in reports for pair in report.ignored),
        broken=tuple(dict.fromkeys(pair for report in reports for pair in report.broken)),
        checked=sum(report.checked for report in reports),
    )
