"""My migrations once more on top of theirs: made anew where schemadiff made them, else given a later version."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from schemadiff.branches import Branches
from schemadiff.errors import Refused
from schemadiff.migrations.file import Migration
from schemadiff.migrations.folder import next_version, read_folder
from schemadiff.settings import Settings

Plan = Callable[[], Sequence[str]]
Say = Callable[[str], None]


def rebase(settings: Settings, found: Branches, plan: Plan, say: Say) -> None:
    """Set my files aside, give those of hand a later version, and let ``plan`` write the rest anew.

    Whatever fails, the files are as they were.

    Raises:
        Refused: theirs are not in the working tree yet.
    """
    if absent := sorted(path for path in found.theirs if not (settings.root / path).exists()):
        raise Refused(
            f"{absent[0]} of {found.onto} is not here yet",
            hint=f"first: git rebase {found.onto}, or git merge",
        )
    every = {migration.path: migration for migration in read_folder(settings.generated, root=settings.root)}
    mine = [every[path] for path in found.mine if path in every]
    with tempfile.TemporaryDirectory(prefix="schemadiff-rebase-") as aside:
        moved = _set_aside(settings, mine, Path(aside))
        try:
            _move_hand_written(settings, [m for m in mine if not m.header], Path(aside), say)
            for new in plan():
                say(f"written  {new}")
        except BaseException:
            for path in set(settings.generated.glob("*.sql")) - _of_others(settings, found):
                path.unlink()
            for path, kept in moved.items():
                path.write_bytes(kept.read_bytes())
            raise
    for migration in mine:
        if migration.header:
            say(f"removed  {migration.path}: it is made anew")


def _of_others(settings: Settings, found: Branches) -> set[Path]:
    return {settings.root / path for path in (*found.before, *found.theirs)}


def _set_aside(settings: Settings, mine: Sequence[Migration], aside: Path) -> dict[Path, Path]:
    moved: dict[Path, Path] = {}
    for migration in mine:
        for one in (migration, migration.down):
            if one is not None:
                path = settings.root / one.path
                moved[path] = aside / path.name
                moved[path].write_bytes(path.read_bytes())
                path.unlink()
    return moved


def _move_hand_written(settings: Settings, mine: Sequence[Migration], aside: Path, say: Say) -> None:
    for migration in mine:
        taken = [m.version for m in read_folder(settings.generated, root=settings.root)]
        version = next_version(taken, datetime.now(UTC))
        for one in (migration, migration.down):
            if one is not None:
                old = Path(one.path).name
                new = f"{version}{old[len(one.version) :]}"
                (settings.generated / new).write_bytes((aside / old).read_bytes())
                say(f"moved    {one.path} to {new}")
