"""What the migrations make that a target has seen, as it has seen them.

Of a file that its tool runs once more whenever it was edited (Flyway's ``R__``), the edit is pending and what ran is
not in the file any more. It is looked for in git, by the checksum that the tool keeps of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from schemadiff.branches import git
from schemadiff.compare import Comparison
from schemadiff.desired.surroundings import surround_desired
from schemadiff.diff.pairing import differing
from schemadiff.drift.sides import made_by
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import How, Row
from schemadiff.migrations.replay import replayed
from schemadiff.migrations.state import Pending
from schemadiff.model import Address, Catalog
from schemadiff.others.placeholders import filled, given
from schemadiff.others.runners import ran_as
from schemadiff.scope import restrict
from schemadiff.settings import Settings


@dataclass(frozen=True)
class Applied:
    """What a target should be by what was applied to it."""

    catalog: Catalog
    unknown: Mapping[str, frozenset[Address]] = field(default_factory=dict)
    """The files whose text that ran nobody has any more, with what they make, and what fails without: in the
    catalogue it is as it is said now, if at all."""


def applied(comparison: Comparison) -> Applied:
    """What the applied migrations make of an empty database.

    Raises:
        SchemadiffError: the file of one is missing, or one fails.
    """
    rows = {row.version: row for row in comparison.history if row.applied or row.how == How.AGAIN}
    there = [migration for migration in comparison.migrations if migration.version in rows]
    if gone := sorted(rows.keys() - {migration.version for migration in there}):
        raise SchemadiffError(
            f"{rows[gone[0]].title} is applied, and its file is missing, so what the target should be is unknown",
            hint="restore the file, or compare with the files: --against desired",
        )
    ran = [_as_it_ran(comparison.settings, each, rows[each.version]) for each in there]
    if None not in ran:
        return Applied(made_by(comparison, [each for each in ran if each is not None]))
    known = [each or now for each, now in zip(ran, there, strict=True)]
    return _as_far_as_known(comparison, known, {m.version for m, r in zip(there, ran, strict=True) if not r})


def _as_it_ran(settings: Settings, migration: Migration, row: Row) -> Migration | None:
    """A migration with the text that ran; None where that is not known."""
    if row.how != How.AGAIN:
        return migration
    if PurePath(migration.path).is_absolute():
        return None  # not in the project, nor in its repository
    try:
        for content in git.earlier(settings.root, migration.path):
            raw = content.decode("utf-8-sig", "replace")
            text = filled(settings.layout, raw, migration.path, given(settings.placeholders))
            if ran_as(settings, row, text):
                return replace(migration, text=text)
    except SchemadiffError:
        return None  # no repository, no git, or what it held then has no value any more
    return None


def _as_far_as_known(comparison: Comparison, ran: Sequence[Migration], edited: set[str]) -> Applied:
    """Run the edits in the place of what is not known, for others may need it; what fails without it is unknown, too."""
    workshop, failed = comparison.workshop, set[str]()
    surround_desired(workshop.server, comparison.wanted)
    name = workshop.database()
    for migration in ran:
        try:
            replayed(workshop, name, [Pending(migration)])
        except SchemadiffError:
            if migration.version < min(edited):
                raise
            failed.add(migration.version)
    return Applied(restrict(workshop.read(name), comparison.scope), _made(comparison, edited, failed))


def _made(comparison: Comparison, edited: set[str], failed: set[str]) -> Mapping[str, frozenset[Address]]:
    """What each of the edits makes or changes, once all that is pending has run, and those that fail for want of it."""
    workshop, found = comparison.workshop, dict[str, frozenset[Address]]()
    name, path = workshop.database(), ""
    for migration in comparison.migrations:
        if migration.version not in edited | failed:
            replayed(workshop, name, [Pending(migration)])
            continue
        path = migration.path if migration.version in edited else path
        before = workshop.read(name)
        replayed(workshop, name, [Pending(migration)])
        after = workshop.read(name)
        others = before.objects.keys() ^ after.objects.keys()
        found[path] = found.get(path, frozenset()) | {*differing(before, after), *others}
    return found
