"""Migrations that came too late for a tool that keeps one number: it holds whatever is older for applied, and never runs it.

The number cannot tell them from those that ran. What they make can: the files want it, and nothing of it is there. Of
those that make nothing, git knows which came to this branch after the one that the number says; that such a file ran
nobody can tell, and it is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemadiff.branches import git
from schemadiff.compare import Comparison
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import places_of
from schemadiff.desired.splitting import Source
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import newest_applied
from schemadiff.model import Address, Position
from schemadiff.others.layouts import plain
from schemadiff.others.runners import RUNNERS
from schemadiff.settings import Settings

NEVER_RUN = "what is older than that number is never run"
SHOWN = 3


class Skipped(NamedTuple):
    """What the target has not seen although its number says so, or may not have seen, and what to do about it."""

    words: str
    hint: str

    def __str__(self) -> str:
        return f"{self.words}: {self.hint}"


def skipped(comparison: Comparison) -> Iterator[Skipped]:
    """Yield what a tool with one number takes for applied, and has not run, or may not have run."""
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
            words = f"{path} seems never to have run, for there is no {made}, and {target} is at {number}"
            yield Skipped(words, f"give it a later version: {NEVER_RUN}")
        else:
            untold.append(migration)
    yield from _untold(comparison, untold, last.version) if untold else ()


def _made(
    comparison: Comparison, migrations: Sequence[Migration]
) -> tuple[Collection[str], Mapping[str, Address]]:
    """The migrations of which something is there, and of the others what they make and is not there, by path."""
    places = places_of(statement for migration in migrations for statement in _statements(migration))
    here, wanted = comparison.current.objects.keys(), comparison.ours.objects
    ran = {at.path for address in wanted if address in here for at in places(address)}
    lacking = dict[str, Address]()
    # A table is named before its owner and its columns.
    for address in sorted(wanted.keys() - here, key=lambda each: (wanted[each].parent is not None, each)):
        for at in places(address):
            lacking.setdefault(at.path, address)
    return ran, lacking


def _untold(comparison: Comparison, untold: Sequence[Migration], last: str) -> Iterator[Skipped]:
    """Yield those that make nothing by which to see whether they ran, but for what git says was in time."""
    target, hint = comparison.target.name, f"if not, give it a later version: {NEVER_RUN}"
    newest = next((migration.path for migration in comparison.migrations if migration.version == last), None)
    came = _came(comparison.settings)
    if came is None or newest is None or newest not in came:
        names = ", ".join(migration.path for migration in untold[:SHOWN])
        more = f" and {len(untold) - SHOWN} more" if len(untold) > SHOWN else ""
        yield Skipped(
            f"{target} is at {plain(last)}, and nothing tells whether {names}{more} ran there", hint
        )
        return
    for migration in untold:
        # What no commit has is newer than all that one has.
        if came.get(migration.path, -1) < came[newest]:
            words = (
                f"{migration.path} came after {newest}, which {target} has, and nothing tells whether it ran"
            )
            yield Skipped(words, hint)


def _came(settings: Settings) -> Mapping[str, int] | None:
    """How many commits ago each migration came to this branch; None where git does not know."""
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
