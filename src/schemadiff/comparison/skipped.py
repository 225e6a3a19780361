"""Migrations that a tool with a single version number skips: it takes every older one for applied, and never runs it.

The number does not tell which of these ran, but what they create does: the files declare it, and none of it exists.
For those that create nothing, git tells which were added to this branch after the one with that number; nobody can
tell whether such a file ran, and it is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemadiff.branches import git
from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import places_of
from schemadiff.desired.splitting import Source
from schemadiff.diff.pairing import diff
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools.callbacks import of_every_run
from schemadiff.migration_tools.files import NAMES
from schemadiff.migration_tools.layouts import named
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.versions import plain
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import newest_applied
from schemadiff.model import Address, Position
from schemadiff.settings import Settings
from schemadiff.words import first_of

NEVER_RUN = "what is older than that number is never run"
SHOWN = 3


class Skipped(NamedTuple):
    """A migration that has not run, or may not have run, on the target in spite of its version, and what to do about it."""

    words: str
    hint: str

    def __str__(self) -> str:
        return f"{self.words}: {self.hint}"


def skipped(comparison: Comparison) -> Iterator[Skipped]:
    """Yield the migrations that a tool with one number takes for applied, but has not run, or may not have run.

    Callbacks that a tool runs each time, and keeps no checksum of, may not have run since they were edited.
    """
    yield from _older(comparison)
    yield from _callbacks(comparison)


def _callbacks(comparison: Comparison) -> Iterator[Skipped]:
    """Yield those callbacks if they are a possible cause of what differs, and nothing pending runs them here."""
    settings = comparison.settings
    if settings.layout not in NAMES or comparison.pending or not settings.generated.is_dir():
        return
    found = of_every_run(settings.generated, settings.root, named(settings.layout))
    current = comparison.current
    if found and any(True for _ in diff(current, comparison.adopted(current))):
        command = RUNNERS[settings.layout].command
        yield Skipped(
            f"{command} runs {first_of(found, SHOWN)} even where nothing is pending, and it is unknown whether it did "
            "after the last edit",
            f"if not, run {command} first",
        )


def _older(comparison: Comparison) -> Iterator[Skipped]:
    """Yield the migrations that a tool with one number takes for applied, but has not run, or may not have run."""
    runner = RUNNERS.get(comparison.settings.layout)
    last = newest_applied(comparison.history) if runner and runner.one_number else None
    older = [m for m in comparison.migrations if last and m.version < last.version]
    if last is None or not older:
        return
    ran, lacking = _made(comparison, older)
    target, number, untold = comparison.target.name, plain(last.version), list[Migration]()
    for migration in older:
        path = migration.path
        if path in ran:
            continue
        if made := lacking.get(path):
            words = f"{path} seems never to have run: there is no {made}, but {target} is at {number}"
            yield Skipped(words, f"give it a later version: {NEVER_RUN}")
        else:
            untold.append(migration)
    yield from _undecidable(comparison, untold, last.version) if untold else ()


def _made(
    comparison: Comparison, migrations: Sequence[Migration]
) -> tuple[Collection[str], Mapping[str, Address]]:
    """Return the paths of migrations whose objects exist, and by path an object of each other one that does not."""
    places = places_of(statement for migration in migrations for statement in _statements(migration))
    here, wanted = comparison.current.objects.keys(), comparison.ours.objects
    ran = {at.path for address in wanted if address in here for at in places(address)}
    lacking = dict[str, Address]()
    # Sorted such that a table is named rather than its owner or its columns.
    for address in sorted(wanted.keys() - here, key=lambda each: (wanted[each].parent is not None, each)):
        for at in places(address):
            lacking.setdefault(at.path, address)
    return ran, lacking


def _undecidable(comparison: Comparison, untold: Sequence[Migration], last: str) -> Iterator[Skipped]:
    """Yield the migrations whose effect cannot be seen, except those that were added in time according to git."""
    target, hint = comparison.target.name, f"if not, give it a later version: {NEVER_RUN}"
    newest = next((migration.path for migration in comparison.migrations if migration.version == last), None)
    came = _arrivals(comparison.settings)
    if came is None or newest is None or newest not in came:
        names = first_of([migration.path for migration in untold], SHOWN)
        yield Skipped(f"{target} is at {plain(last)}, and it is unknown whether {names} ran there", hint)
        return
    for migration in untold:
        # A file without a commit is newer than any with one.
        if came.get(migration.path, -1) < came[newest]:
            words = f"{migration.path} was added after {newest}, which {target} has, and it is unknown whether it ran"
            yield Skipped(words, hint)


def _arrivals(settings: Settings) -> Mapping[str, int] | None:
    """Return how many commits ago each migration was added to this branch; None if git does not know."""
    try:
        found = git.arrivals(settings.generated)
    except SchemadiffError:
        return None
    return {f"{settings.migrations}{name}": ago for name, ago in found.items()}


def _statements(migration: Migration) -> Iterator[SourceStatement]:
    source = Source(migration.path, migration.text)
    for unit in migration.units:
        for each in unit.commands:
            yield SourceStatement(each.sql, Position(migration.path, each.line), each.start, source)
