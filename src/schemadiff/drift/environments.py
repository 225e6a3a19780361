"""All targets side by side: their migrations, their drift, and the differences between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemadiff.comparison.comparison import Comparison
from schemadiff.drift.moved import find
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.versions import plain
from schemadiff.migrations.state import State, newest_applied, statuses
from schemadiff.model.history import Row
from schemadiff.targets import missing_roles, version_text

WRONG = (State.EDITED, State.PARTIAL, State.MISSING)


@dataclass(frozen=True)
class Environment:
    """One target."""

    name: str
    """As in the settings."""
    failed: SchemadiffError | None = None
    """Why the target, or its expected state, is not known."""
    last: str = ""
    """The migration that was applied last."""
    states: Mapping[str, int] = field(default_factory=dict)
    """The number of migrations in each state."""
    moved: int = 0
    """The number of objects that are not as expected."""
    unmodelled: int = 0
    """The number of objects of an unknown kind, which were not compared."""
    unknown: int = 0
    """The number of objects that cannot be compared, because the file that created them was edited since."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """The number of objects left out of the comparison, by reason."""
    server: str = ""
    """The version of PostgreSQL."""
    extensions: Mapping[str, str] = field(default_factory=dict)
    """Version by name."""
    missing_roles: tuple[str, ...] = ()
    """Roles that the files name and the target does not have."""

    @property
    def error(self) -> str:
        """That error, in one or more lines; empty if there is none."""
        return str(self.failed or "")

    @property
    def exit_code(self) -> int:
        """3 if nothing is known, 1 if something moved or was not compared, or if a migration is not in order."""
        drifted = self.moved or self.uncompared
        return 3 if self.failed else int(bool(drifted) or any(self.states.get(state) for state in WRONG))

    @property
    def uncompared(self) -> int:
        """The number of objects that should have been compared, and were not."""
        return self.unmodelled + self.unknown


def look(comparison: Comparison, name: str) -> Environment:
    """Return the state of one target, which is only read."""
    rows = comparison.history
    last = newest_applied(rows)
    known = Environment(
        name=name,
        last=_title(comparison, last) if last else "",
        states=Counter(str(row.state) for row in statuses(comparison.migrations, rows)),
        server=version_text(comparison.target.version),
    )
    try:
        known = replace(known, extensions=_extensions(comparison), missing_roles=_missing(comparison))
        drift = find(comparison)
    except SchemadiffError as failed:
        # The state of the migrations is known anyway.
        return replace(known, failed=failed)
    return replace(
        known,
        moved=len(drift.moved),
        unmodelled=len(drift.unmodelled),
        unknown=drift.uncertain,
        left_out=drift.left_out,
    )


def _extensions(comparison: Comparison) -> Mapping[str, str]:
    found = (obj for obj in comparison.live.objects.values() if obj.kind == "extension")
    return {obj.identity: str(vars(obj).get("version") or "") for obj in found}


def _missing(comparison: Comparison) -> tuple[str, ...]:
    """Return the roles that the files name and nobody creates here; on the development database they are created."""
    unmanaged = comparison.wanted.roles - comparison.wanted.managed.roles
    return () if comparison.target.server else tuple(missing_roles(comparison.target, unmanaged))


def _title(comparison: Comparison, row: Row) -> str:
    shown = replace(row, version=plain(row.version)) if comparison.settings.layout in RUNNERS else row
    return shown.title


def unreachable(name: str, error: SchemadiffError) -> Environment:
    """Return the entry of a target about which nothing is known."""
    return Environment(name, error)


def unlike(found: Sequence[Environment]) -> Mapping[str, Mapping[str, str]]:
    """Return the extensions that differ between targets, with the version by target; empty where it is missing."""
    known = [each for each in found if not each.failed]
    names = sorted({name for each in known for name in each.extensions})
    versions = {name: {each.name: each.extensions.get(name, "") for each in known} for name in names}
    return {name: by for name, by in versions.items() if len({*by.values()}) > 1}
