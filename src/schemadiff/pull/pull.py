"""Writing a database as files, with the proof that loading them gives the same database.

Everything happens in a temporary folder first. ``desired/`` is changed only after the proof has succeeded, and
existing files are never replaced unless asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemadiff.desired.sqlfiles import UNFINISHED, digest
from schemadiff.errors import Refused
from schemadiff.grants.server import notes_of_server
from schemadiff.model import Note, Planned, Proof, Severity
from schemadiff.planning.refusals import Asked
from schemadiff.postgres.folders import scratch
from schemadiff.proof.clone import live_dumping
from schemadiff.pull import unfinished
from schemadiff.pull.files import File, changed_files, write
from schemadiff.pull.journal import take_back
from schemadiff.pull.merge import Result, is_there, merge, nothing_in
from schemadiff.pull.proof import Draft, laid_out, loaded, prove
from schemadiff.pull.read import find
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live
from schemadiff.targets.databases import notes_of_database
from schemadiff.words import count

UNPROVEN = Note(
    "not proven: these files were not loaded into a server", Severity.WARNING, hint="schemadiff plan does"
)


@dataclass(frozen=True)
class Pulled:
    """The result of a pull."""

    target: str
    objects: int
    files: tuple[File, ...]
    written: bool = False
    proof: Proof | None = None
    server: str = ""
    notes: tuple[Note, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    begin: tuple[str, ...] = ()
    """The commands that turn it into the first migration; empty if there are migrations already."""
    follow: tuple[str, ...] = ()
    """The commands that make a migration of what was pulled; empty if there are no migrations, or none of ours."""

    @property
    def exit_code(self) -> int:
        """1 if something should be written and was not."""
        return int(bool(self.files) and not self.written)


@dataclass(frozen=True)
class Wish:
    """The user's options for a pull."""

    folder: Path
    force: bool = False
    check: bool = False
    prove: bool = True
    allow_unmodelled: bool = False

    @property
    def asked(self) -> Asked:
        """What the proof may pass over."""
        return Asked(allow_unmodelled=self.allow_unmodelled)


def pull(settings: Settings, target: Live, wish: Wish) -> Pulled:
    """Work out the files, prove them, and write them unless an option or existing files forbid it.

    Raises:
        ProofFailed: loading them does not give the same database.
    """
    interrupted = _taken_back(wish, settings)
    left = unfinished.unfinished(target)
    settings = unfinished.without(settings, left)
    with scratch("pull") as stage:
        staged = replace(settings, root=Path(stage), desired=Path(stage) / _shown(wish.folder, settings))
        planned = None
        if wish.folder.is_dir() and is_there(wish.folder):
            # Files that plan would refuse, such as a link that leaves the folder, are not written either.
            digest(wish.folder, settings.root)
            found = merge(staged, target, wish.folder)
            if wish.prove:
                planned = prove(staged, target, wish.asked, found)
        else:
            # All objects are written, so that all can be compared; existing files only claim what they mention.
            staged = replace(staged, privileges="off" if staged.privileges == "off" else "exact")
            found, planned = _new_files(settings, staged, target, wish)
        found = replace(found, notes=(*interrupted, *unfinished.notes(left), *found.notes))
        pulled = _pulled(target, found, planned, tuple(changed_files(wish.folder, found.texts, settings)))
        changes = any(file.before is not None for file in pulled.files)
        if wish.check or not pulled.files or (changes and not wish.force):
            return pulled
        # Before the temporary folder is deleted: ext4 searches for an inode that was not freed just now, past all that
        # were.
        write(wish.folder, settings.root, pulled.files)
        return replace(pulled, written=True)


def _taken_back(wish: Wish, settings: Settings) -> tuple[Note, ...]:
    """Take back what an interrupted pull has written, and say so.

    Raises:
        Refused: there is something, and nothing is to be written.
    """
    name = _shown(wish.folder, settings)
    if wish.check and (wish.folder / UNFINISHED).exists():
        raise Refused(
            f"{name} is half written: a pull was interrupted",
            hint="schemadiff pull without --check takes back what was written, and begins anew",
        )
    number = take_back(wish.folder)
    if number is None:
        return ()
    return (
        Note(
            f"a pull into {name} was interrupted while it wrote {count(number, 'file')}: what it had written was taken back"
        ),
    )


def _pulled(target: Live, found: Result, planned: Planned | None, files: tuple[File, ...]) -> Pulled:
    return Pulled(
        target=target.name,
        objects=sum(1 for obj in found.catalog.objects.values() if obj.parent is None),
        files=files,
        proof=planned.proof if planned else None,
        server=planned.server if planned else "",
        notes=(*found.notes, *_notes_of(target), *(planned.plan.notes if planned else _unproven(target))),
        left_out=found.catalog.left_out,
    )


def _notes_of(target: Live) -> Iterator[Note]:
    with target.connect() as conn:
        yield from notes_of_database(conn)


def _unproven(target: Live) -> Iterator[Note]:
    yield UNPROVEN
    with target.connect() as conn:
        yield from notes_of_server(conn)


def _new_files(
    settings: Settings, staged: Settings, target: Live, wish: Wish
) -> tuple[Result, Planned | None]:
    """Return the files of a target for a new folder, and their proof."""
    with ExitStack() as stack:
        with Workshop(settings, target, reads=False) as workshop:
            dumped = stack.enter_context(live_dumping(workshop, target)) if wish.prove else None
            found = find(workshop, target)
        if not found.statements:
            raise nothing_in(target.name)
        if dumped is None:
            return laid_out(Draft(found, found.statements), settings), None
        return loaded(staged, target, wish.asked, found, dumped)


def _shown(folder: Path, settings: Settings) -> str:
    """Return the folder's name in messages; for one outside of the project, only its last name."""
    return os.path.relpath(folder, settings.root) if folder.is_relative_to(settings.root) else folder.name
