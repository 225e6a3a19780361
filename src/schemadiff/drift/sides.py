"""The two sides of drift: what migrations create in an empty database, and a target without its pending migrations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.replays import LastReplay, nothing, result_of
from schemadiff.desired.surroundings import surround_desired
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools import files, first_migration
from schemadiff.migrations.file import Migration
from schemadiff.migrations.replay import replayed
from schemadiff.migrations.state import Pending
from schemadiff.model import Catalog
from schemadiff.scope import Scope, restrict


def made_by(comparison: Comparison, migrations: Iterable[Migration], scope: Scope | None = None) -> Catalog:
    """Return the part that is ours, or in another scope, of an empty database after the migrations.

    Raises:
        SchemadiffError: one of them fails there.
    """
    scope = scope or comparison.scope
    every = files.as_run(comparison.settings, [Pending(migration) for migration in migrations])
    if comparison.workshop.files.manages:
        return restrict(comparison.workshop.read(_ran(comparison, every)), scope)
    before = nothing(comparison.workshop.target)
    last = LastReplay(comparison.settings, comparison.wanted, before, every)
    found = result_of(last, comparison.workshop, lambda: _ran(comparison, every))
    return restrict(found.catalog, scope)


def _ran(comparison: Comparison, every: Sequence[Pending]) -> str:
    """Return the name of a database where these migrations have run."""
    workshop = comparison.workshop
    surround_desired(workshop.server, comparison.wanted)
    name = workshop.database()
    try:
        replayed(workshop, name, every)
    except SchemadiffError as error:
        raise first_migration.explained(error, comparison.settings) from error.__cause__
    return name


def standing(comparison: Comparison, scope: Scope | None = None) -> Catalog:
    """Return what is ours of the target without pending migrations, or in another scope, as the other side's major version prints it."""
    scope = scope or comparison.scope
    if comparison.same_major:
        return restrict(comparison.live, scope)
    found = restrict(comparison.workshop.read(comparison.copy()), scope)
    # What users put on a platform's tables is not in a copy.
    left = [a for a in comparison.undeclared if a in scope.declared and a not in found.objects]
    return replace(found, objects={**found.objects, **{a: comparison.live.objects[a] for a in left}})
