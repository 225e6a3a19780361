"""The state that results from a target's applied migrations, with the texts that ran.

Some tools run a file again whenever it was edited (Flyway's ``R__``). Then the edit is pending, and the text that ran
is no longer in the file: it is looked for in git, by the checksum that the tool stores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from schemadiff.branches import git
from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.surroundings import surround_desired
from schemadiff.diff.pairing import differing
from schemadiff.drift.sides import made_by
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools import files
from schemadiff.migration_tools.history_tables import ran_as
from schemadiff.migration_tools.placeholders import filled, given
from schemadiff.migrations.file import Migration
from schemadiff.migrations.replay import replayed
from schemadiff.migrations.state import Pending
from schemadiff.model import Address, Catalog
from schemadiff.model.history import How, Row
from schemadiff.scope import restrict
from schemadiff.settings import Settings


@dataclass(frozen=True)
class Applied:
    """The expected state of a target, according to its applied migrations."""

    catalog: Catalog
    unknown: Mapping[str, frozenset[Address]] = field(default_factory=dict)
    """The edited files whose text that ran is not known, with the objects that they create, and those of files that fail
    without them. The catalogue has these as the edited files create them, if at all.
    """


def applied(comparison: Comparison) -> Applied:
    """Return the state that an empty database reaches by the applied migrations.

    Raises:
        SchemadiffError: the file of one is missing, or one fails.
    """
    rows = {row.version: row for row in comparison.history if row.applied or row.how == How.AGAIN}
    there = [migration for migration in comparison.migrations if migration.version in rows]
    if gone := sorted(rows.keys() - {migration.version for migration in there}):
        raise SchemadiffError(
            f"{rows[gone[0]].title} is applied, but its file is missing, so what the target should be is unknown",
            hint="restore the file, or compare with the files: --against desired",
        )
    ran = [_as_it_ran(comparison.settings, each, rows[each.version]) for each in there]
    if None not in ran:
        every = [each for each in ran if each is not None]
        return Applied(made_by(comparison, every, comparison.whole_scope))
    known = [each or now for each, now in zip(ran, there, strict=True)]
    return _as_far_as_known(comparison, known, {m.path for m, r in zip(there, ran, strict=True) if not r})


def _as_it_ran(settings: Settings, migration: Migration, row: Row) -> Migration | None:
    """Return a migration with the text that ran; None if that is not known."""
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
    """Run edited files in place of unknown texts, because others may need them; what fails after that is unknown, too."""
    workshop, failed, reached = comparison.workshop, set[frozenset[str]](), False
    surround_desired(workshop.server, comparison.wanted)
    name = workshop.database()
    for group in _in_groups(comparison, ran):
        paths = frozenset(each.migration.path for each in group)
        reached = reached or bool(paths & edited)
        try:
            replayed(workshop, name, group)
        except SchemadiffError:
            if not reached:
                raise
            failed.add(paths)
    return Applied(
        restrict(workshop.read(name), comparison.whole_scope), _objects_of_edits(comparison, edited, failed)
    )


def _in_groups(comparison: Comparison, migrations: Sequence[Migration]) -> Iterator[Sequence[Pending]]:
    """Yield the migrations one by one, each with what another tool runs around it."""
    return files.groups(files.as_run(comparison.settings, [*map(Pending, migrations)]))


def _objects_of_edits(
    comparison: Comparison, edited: set[str], failed: set[frozenset[str]]
) -> Mapping[str, frozenset[Address]]:
    """Return what each edited file creates or changes, once all that is pending has run, and what failed without it."""
    workshop, found = comparison.workshop, dict[str, frozenset[Address]]()
    name, path = workshop.database(), ""
    for group in _in_groups(comparison, comparison.migrations):
        paths = frozenset(each.migration.path for each in group)
        if not paths & edited and paths not in failed:
            replayed(workshop, name, group)
            continue
        path = next(iter(paths & edited), path)
        before = workshop.read(name)
        replayed(workshop, name, group)
        after = workshop.read(name)
        others = before.objects.keys() ^ after.objects.keys()
        found[path] = found.get(path, frozenset()) | {*differing(before, after), *others}
    return found
