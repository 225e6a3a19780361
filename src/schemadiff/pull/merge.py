"""Updating existing files to match a database, as far as every difference has a place in them.

Other differences go into a file of their own, if it may contain them at all; else an error names the line to change by
hand. After each round, the files are loaded again to see what is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.meaning import Desired
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused
from schemadiff.model import Address, Catalog, Note
from schemadiff.pull.alterations import Alterations
from schemadiff.pull.declarations import Declarations
from schemadiff.pull.edit import edits
from schemadiff.pull.editing import Editing
from schemadiff.pull.layout import files, text, whole
from schemadiff.pull.leftover import Leftover
from schemadiff.pull.orphans import clear_of_orphans
from schemadiff.pull.read import permitted
from schemadiff.pull.staging import edited, lay_out, texts_in
from schemadiff.scope import restrict
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live

ROUNDS = 8


@dataclass(frozen=True)
class Result:
    """The files that a pull changes, relative to its folder, and notes."""

    texts: Mapping[str, str | None]
    catalog: Catalog
    """The part of the target that is ours."""
    live: Catalog
    """The target's whole catalogue."""
    notes: tuple[Note, ...] = field(default=())
    desired: Desired | None = None
    """The meaning of the files, if they have been loaded in their final form."""


def merge(staged: Settings, target: Live, folder: Path) -> Result:
    """Copy the files of ``folder`` into the folder of ``staged``, and change them there.

    Raises:
        Problems: the files do not load, or a difference can only be resolved by hand.
    """
    before = dict(texts_in(folder))
    lay_out(staged.desired, before)
    leftover = Leftover()
    live: Catalog | None = None
    loaded: Desired | None = None
    again = True
    for number in range(ROUNDS):
        if number:
            clear_of_orphans(staged, target)
            _refuse_nothing(staged, target)
        with Workshop(staged, target) as workshop:
            comparison = Comparison(workshop, target, alone=True, seen=live)
            live = comparison.live
            left = statements(comparison.desired, comparison.current)
            if not left:
                loaded = comparison.wanted
                break
            now = dict(texts_in(staged.desired))
            if again:
                fresh, again = _edited(comparison, now, staged, first=number == 0)
            else:
                fresh = leftover.texts(comparison, left, now, staged)
        lay_out(staged.desired, fresh)
        _refuse_nothing(staged, target)
    after = dict(texts_in(staged.desired)) if number else before
    return Result(
        _changed(before, after),
        comparison.current,
        comparison.live,
        tuple(dict.fromkeys(leftover.notes)),
        loaded,
    )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str | None]:
    """Return the files that differ, with their new texts; None for one that is gone."""
    paths = sorted(before.keys() | after.keys())
    return {path: after.get(path) for path in paths if before.get(path) != after.get(path)}


def _refuse_nothing(staged: Settings, target: Live) -> None:
    if not any(text.strip() for _, text in texts_in(staged.desired)):
        raise nothing_in(target.name)


def nothing_in(target: str) -> Refused:
    """Return the error of a database that no files could describe."""
    return Refused(f"{target} has nothing that could be written", hint="check that it is the right database")


def is_there(folder: Path) -> bool:
    """Return True if the folder has a file to update."""
    return any(path.name.lower().endswith(".sql") and path.is_file() for path in folder.rglob("*"))


def _edited(
    comparison: Comparison, now: Mapping[str, str], staged: Settings, *, first: bool
) -> tuple[Mapping[str, str | None], bool]:
    """Return the files with each difference at its place, and new objects in files of their own.

    The first time, statements that alter what differs are taken out; True if there were any, so that it has to be done again.
    """
    workshop, ours, theirs = comparison.workshop, comparison.desired, comparison.current
    nothing = restrict(workshop.read(workshop.database()), comparison.scope)
    scratch = statements(nothing, theirs, loosely=True)
    creating: dict[Address, list[str]] = {}
    for statement in scratch:
        creating.setdefault(statement.address, []).append(statement.sql)
    those_there = workshop.files.statements
    editing = Editing(Declarations(those_there), ours, theirs, creating, staged.keywords)
    editing.alterations = Alterations(those_there) if first else None
    new = [s for s in scratch if whole(s.address, theirs) not in ours.objects and permitted(s)]
    editing.elsewhere = {s.address for s in new if s.address in ours.objects}
    texts = edited(now, edits(editing), staged)
    for path, those in files(new, theirs).items():
        existing = texts.get(path) or now.get(path, "")
        texts[path] = (existing.rstrip("\n") + "\n\n" if existing else "") + text(those, staged.keywords)
    return texts, editing.again
