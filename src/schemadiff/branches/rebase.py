"""Putting my migrations after theirs: those that schemadiff wrote are planned anew, others get a later version."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemadiff.branches.clashes import Branches
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.migration_tools import files, layouts
from schemadiff.migration_tools.first_migration import UNDEFINED
from schemadiff.migration_tools.numbering import following
from schemadiff.migration_tools.scripts import Script
from schemadiff.migration_tools.versions import version_key
from schemadiff.migrations.file import Migration
from schemadiff.migrations.folder import next_version
from schemadiff.model.history import Row
from schemadiff.settings import Settings

Plan = Callable[[str | None], Sequence[str]]
"""Writes a plan under a name, or under one that says what it does; returns the paths."""
Say = Callable[[str], None]


def rebase(settings: Settings, found: Branches, plan: Plan, say: Say) -> None:
    """Set my files aside, give hand-written ones a later version, and let ``plan`` write the rest anew.

    If anything fails, the files are restored.

    Raises:
        Refused: theirs are not in the working tree yet.
    """
    if absent := sorted(
        (path for path in found.theirs if not (settings.root / path).exists()),
        key=lambda path: (found.script(path) is None, path),  # what leads back is named last
    ):
        raise Refused(
            f"{absent[0]} of {found.onto} is not here yet",
            hint=f"first: git rebase {found.onto}, or git merge {found.onto}",
        )
    mine = tuple(_mine(settings, found))
    with tempfile.TemporaryDirectory(prefix="schemadiff-rebase-") as aside:
        moved = _set_aside([path for each in mine for path in each.paths], Path(aside))
        others = set(settings.generated.rglob("*.sql"))
        try:
            done = _rewritten(settings, mine, moved, plan, others)
        except BaseException:
            _remove_new(settings, others)
            for path, kept in moved.items():
                path.write_bytes(kept.read_bytes())
            raise
    for line in (*done, *(f"removed  {each.script.path}: it is written again" for each in mine if each.made)):
        say(line)


def _rewritten(
    settings: Settings, mine: Sequence[_Mine], moved: Mapping[Path, Path], plan: Plan, others: set[Path]
) -> list[str]:
    """Write my migrations, the hand-written ones first; return what was done.

    Those that came after all planned ones may need what these create. Where they do, they come after the plan again.
    """
    planned = [number for number, each in enumerate(mine) if each.made]
    early = [each for each in mine[: max(planned, default=len(mine))] if not each.made]
    late = [each for each in mine if not each.made and each not in early]
    name = _named(mine)
    try:
        return [*_renumbered(settings, [*early, *late], moved), *_planned(plan, name)]
    except SchemadiffError as error:
        if not late or getattr(error.__cause__, "sqlstate", "") not in UNDEFINED:
            raise
    _remove_new(settings, others)
    done = [*_renumbered(settings, early, moved), *_planned(plan, name)]
    # The second plan runs all of them, and has what they change and the files do not say.
    return [*done, *_renumbered(settings, late, moved), *_planned(plan, None)]


def _named(mine: Sequence[_Mine]) -> str | None:
    """The name of the plan that takes the place of others: theirs, one after the other."""
    return "_".join(dict.fromkeys(each.script.name for each in mine if each.made)) or None


def _planned(plan: Plan, name: str | None) -> Iterator[str]:
    yield from (f"written  {new}" for new in plan(name))


def _renumbered(settings: Settings, those: Sequence[_Mine], moved: Mapping[Path, Path]) -> Iterator[str]:
    taken = [migration.version for migration in files.all_of(settings) if migration.version[:1].isdigit()]
    for each in those:
        yield from _renumber(settings, each, moved, taken)


def _remove_new(settings: Settings, others: set[Path]) -> None:
    for path in set(settings.generated.rglob("*.sql")) - others:
        path.unlink()


def refuse_applied(settings: Settings, found: Branches, database: str, rows: Sequence[Row]) -> None:
    """Refuse to rewrite migrations of this branch that a database has: it could not roll them back any more.

    Raises:
        Refused: there are some; the one that was applied last is named first.
    """
    have = {row.version for row in rows if row.applied or row.partial}
    mine = [each for each in files.all_of(settings) if each.path in found.mine and each.version in have]
    if mine:
        also = f", and so {'is' if len(mine) == 2 else 'are'} {len(mine) - 1} before it" if mine[1:] else ""
        raise Refused(
            f"{mine[-1].path} is applied on {database}{also}: it cannot be rewritten",
            hint=f"roll it back there first: {_taking_back(settings)}" + (", once for each" if also else ""),
        )


def _taking_back(settings: Settings) -> str:
    return f"with {settings.layout}" if settings.layout in files.NAMES else "schemadiff rollback"


@dataclass(frozen=True)
class _Mine:
    """A migration that only this branch has."""

    script: Script
    paths: tuple[Path, ...]
    """Its file, and its down file if there is one."""
    made: bool
    """True if schemadiff wrote it."""


def _mine(settings: Settings, found: Branches) -> Iterator[_Mine]:
    """Yield my migrations by version."""
    scripts = [script for path, text in found.mine.items() if (script := found.script(path, text))]
    for script in sorted(scripts, key=lambda script: version_key(script.version)):
        path = settings.root / script.path
        back = files.way_back(found.layout, path) if found.layout else path.with_suffix(".down.sql")
        paths = (path, back) if back is not None and back.exists() else (path,)
        text = script.text.removeprefix("\ufeff")
        made = bool(Migration(script.version, script.name, script.path, text).header)
        yield _Mine(script, paths, made)


def _set_aside(paths: Sequence[Path], aside: Path) -> dict[Path, Path]:
    moved: dict[Path, Path] = {}
    for number, path in enumerate(paths):
        moved[path] = aside / str(number)
        moved[path].write_bytes(path.read_bytes())
        path.unlink()
    return moved


def _renumber(settings: Settings, one: _Mine, moved: Mapping[Path, Path], taken: list[str]) -> Iterator[str]:
    """Write a hand-written migration under a version after all those ``taken``, and yield that."""
    old, now = one.paths[0], datetime.now(UTC)
    version = (
        following(settings.layout, files.written(settings.generated, settings.layout), taken, now)
        if settings.layout in files.NAMES
        else next_version(taken, now)
    )
    taken.append(version_key(version) if settings.layout in files.NAMES else version)
    name = (
        layouts.renumbered(settings.layout, old.name, version)
        if settings.layout in files.NAMES
        else f"{version}{old.name[len(one.script.version) :]}"
    )
    new = old.with_name(name)
    back = (
        files.way_back(settings.layout, new)
        if settings.layout in files.NAMES
        else new.with_suffix(".down.sql")
    )
    for path, to in zip(one.paths, filter(None, (new, back)), strict=False):
        to.write_bytes(moved[path].read_bytes())
        yield f"moved    {path.relative_to(settings.root)} to {to.name}"
